// LedgerSeal: seals and opens the two parts of an entry. Private to this room; not thread-safe.
//
// Each part has its own key, derived from the practice's and the file's identifier, and a random
// nonce of 192 bits in front: no counter could survive two processes and a restored backup.
#pragma once

#include "accounts/person.h"
#include "compliance/ledger_file.h"
#include "crypto/aead.h"

namespace primum::compliance {

class LedgerSeal {
public:
    LedgerSeal(const accounts::LedgerKey& key, const Id16& id);

    const Id16& id() const { return id_; }
    const Id16& key_proof() const { return key_proof_; }  // In the header: tells a wrong key.

    Bytes seal_head(std::uint64_t sequence, const Head& head);
    Bytes seal_values(std::uint64_t sequence, const Values& values);
    // ErrorKind::corrupt when one bit is another, or the part stood elsewhere.
    Result<Head> open_head(std::uint64_t sequence, BytesView sealed);
    Result<Values> open_values(std::uint64_t sequence, BytesView sealed);

private:
    Bytes seal(crypto::SymmetricKey& key, std::uint64_t sequence, BytesView plain);
    Result<Bytes> open(crypto::SymmetricKey& key, std::uint64_t sequence, BytesView sealed);

    Id16 id_;
    Id16 key_proof_{};
    crypto::SymmetricKey heads_;
    crypto::SymmetricKey values_;
};

}  // namespace primum::compliance
