#include "vault/reading_key.h"

#include "crypto/random.h"
#include "vault/format/envelope.h"

namespace primum::vault {

Id16 ReaderPublic::id() const {
    crypto::Sha256 hash;
    hash.update(as_bytes("primum vault 1 reader"));
    hash.update(public_x);
    hash.update(public_ed);
    const auto whole = hash.finish();
    Id16 id;
    std::copy_n(whole.begin(), id.size(), id.begin());
    return id;
}

ReadingKey::ReadingKey(crypto::Secret32 seed)
    : seed_(std::move(seed)),
      unwrapping_{crypto::derive(seed_.view(), {}, "primum vault 1 reader x25519"),
                  crypto::derive(seed_.view(), {}, "primum vault 1 reader preshared")},
      signing_(crypto::derive(seed_.view(), {}, "primum vault 1 reader ed25519")),
      public_part_{crypto::x25519_public(unwrapping_.secret), signing_.checking_key().bytes()} {}

ReadingKey ReadingKey::create() { return ReadingKey(crypto::random_secret()); }

crypto::WrappingKey ReadingKey::wrapping_key() const {
    return {public_part_.public_x, unwrapping_.preshared.duplicate()};
}

Result<crypto::Secret32> ReadingKey::unwrap(const Envelope& envelope, const Hash& salt) const {
    if (const auto* wrapped = envelope.find(id())) {
        return unwrapping_.unwrap(*wrapped, envelope.ephemeral, salt);
    }
    for (const auto& predecessor : predecessors_) {
        if (const auto* wrapped = envelope.find(predecessor.reader)) {
            return predecessor.secrets.unwrap(*wrapped, envelope.ephemeral, salt);
        }
    }
    return Error{ErrorKind::denied,
                 {"ceci n'a pas été scellé pour cette clé de lecture",
                  "this was not sealed for this reading key"}};
}

void ReadingKey::take_over(const Id16& reader, crypto::UnwrappingKey secrets) {
    predecessors_.push_back({reader, std::move(secrets)});
}

crypto::UnwrappingKey ReadingKey::handed_on() const {
    return {unwrapping_.secret.duplicate(), unwrapping_.preshared.duplicate()};
}

}  // namespace primum::vault
