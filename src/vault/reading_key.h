// ReadingKey: what a reader holds. It can open what was sealed to this reader, and sign what a
// reader decides (certificates, records).
//
// It is made from one secret of 32 bytes, the seed, which is all that the paper key spells:
// docs/design/vault-format.md §3. Not thread-safe.
#pragma once

#include <vector>

#include "crypto/sign.h"
#include "crypto/wrap.h"
#include "vault/format/encoding.h"

namespace primum::vault {

struct Envelope;

// What everybody may know of a reader.
struct ReaderPublic {
    crypto::X25519Public public_x{};
    crypto::Ed25519Public public_ed{};

    Id16 id() const;
    bool operator==(const ReaderPublic&) const = default;
};

class ReadingKey {
public:
    explicit ReadingKey(crypto::Secret32 seed);
    static ReadingKey create();  // A new reader.

    const crypto::Secret32& seed() const { return seed_; }  // To be written on paper; no other use.
    const ReaderPublic& public_part() const { return public_part_; }
    Id16 id() const { return public_part_.id(); }

    // What computers need to wrap to this reader.
    crypto::WrappingKey wrapping_key() const;
    // The key of an envelope for this reader, or for one who handed a secret on to this reader.
    // ErrorKind::denied when it is for others, corrupt when it was changed.
    Result<crypto::Secret32> unwrap(const Envelope& envelope, const Hash& salt) const;
    const crypto::SigningKey& signing() const { return signing_; }

    // What the reader who added this one handed on, with that reader's identity.
    void take_over(const Id16& reader, crypto::UnwrappingKey secrets);
    crypto::UnwrappingKey handed_on() const;  // To a reader that this one adds.

private:
    struct Predecessor {
        Id16 reader;
        crypto::UnwrappingKey secrets;
    };

    crypto::Secret32 seed_;
    crypto::UnwrappingKey unwrapping_;
    crypto::SigningKey signing_;
    ReaderPublic public_part_;
    std::vector<Predecessor> predecessors_;
};

}  // namespace primum::vault
