// SealingKey: what a computer that makes backups holds. It can add to a repository and recognise
// what it added; it has no member that could open anything.
//
// It lives in a file of this computer (0600), docs/design/vault-format.md §3. Not thread-safe to
// change; its const members may be used from several threads.
#pragma once

#include <vector>

#include "crypto/sign.h"
#include "vault/format/envelope.h"

namespace primum::vault {

// What recognises and finds a computer's chunks. Readers are given it, sealed, by certificate.
struct ComputerKeys {
    crypto::Secret32 chunk_id;
    crypto::Secret32 index;

    ComputerKeys duplicate() const { return {chunk_id.duplicate(), index.duplicate()}; }
};

Id16 computer_id_of(const crypto::Ed25519Public& public_key);

class SealingKey {
public:
    // `computer_secret` and `signing_seed` are random; a test may choose them.
    SealingKey(const Id16& repository, crypto::Secret32 computer_secret,
               crypto::Secret32 signing_seed, std::vector<Recipient> readers);
    static SealingKey create(const Id16& repository, std::vector<Recipient> readers);

    static Result<SealingKey> parse(BytesView file);
    Bytes encode() const;  // Secret: for a file that its owner alone can read.

    const Id16& repository() const { return repository_; }
    Id16 computer_id() const { return computer_id_of(signing_.checking_key().bytes()); }
    const ComputerKeys& keys() const { return keys_; }
    const crypto::Secret32& cut_key() const { return cut_key_; }  // Where content is cut, §15.
    const crypto::SigningKey& signing() const { return signing_; }
    Recipients readers() const { return readers_; }

    // Ensures that what is sealed from now on is sealed to this reader too.
    void add_reader(Recipient reader);

private:
    Id16 repository_;
    crypto::Secret32 computer_secret_;
    crypto::Secret32 signing_seed_;
    ComputerKeys keys_;
    crypto::Secret32 cut_key_;
    crypto::SigningKey signing_;
    std::vector<Recipient> readers_;
};

}  // namespace primum::vault
