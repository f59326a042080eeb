#include "crypto/sealed_secret.h"

namespace primum::crypto {

SealedSecret seal_secret(const Secret32& key_used_once, const Secret32& secret) {
    SymmetricKey key(Suite::chacha20_poly1305, key_used_once.duplicate());
    SealedSecret sealed;
    key.seal(Nonce(0), {}, secret.view(), sealed);
    return sealed;
}

Result<Secret32> open_secret(const Secret32& key, const SealedSecret& sealed) {
    SymmetricKey opening(Suite::chacha20_poly1305, key.duplicate());
    Secret32 secret;
    TRY(opening.open(Nonce(0), {}, sealed, secret.writable()));
    return secret;
}

}  // namespace primum::crypto
