#include "crypto/sign.h"
#include "crypto/raw.h"

namespace primum::crypto {
Result<> CheckingKey::check(BytesView message, const Signature& signature) const {
    if (crypto_sign_verify_detached(raw(BytesView(signature)), raw(message), message.size(),
                                    raw(BytesView(key_))) != 0) {
        return Error{ErrorKind::corrupt, {"la signature est fausse", "the signature is wrong"}};
    }
    return {};
}

SigningKey::SigningKey(const Secret32& seed) {
    CHECK(crypto_sign_seed_keypair(writable(public_), writable(expanded_.writable()),
                                   raw(seed.view())) == 0);
}

Signature SigningKey::sign(BytesView message) const {
    Signature signature;
    CHECK(crypto_sign_detached(writable(signature), nullptr, raw(message), message.size(),
                               raw(expanded_.view())) == 0);
    return signature;
}

}  // namespace primum::crypto
