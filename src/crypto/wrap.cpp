#include "crypto/wrap.h"

#include "base/byte_reader.h"
#include "crypto/raw.h"

namespace primum::crypto {
namespace {

constexpr std::string_view wrap_label = "primum vault 1 wrap";

Secret32 wrapper_key(const Secret32& shared, const Secret32& preshared, const Hash& salt,
                     const X25519Public& ephemeral, const X25519Public& receiver) {
    Secret<64> material;
    std::ranges::copy(shared.view(), material.writable().begin());
    std::ranges::copy(preshared.view(), material.writable().begin() + 32);
    Bytes label(as_bytes(wrap_label).begin(), as_bytes(wrap_label).end());
    label.insert(label.end(), ephemeral.begin(), ephemeral.end());
    label.insert(label.end(), receiver.begin(), receiver.end());
    return derive(material.view(), salt, BytesView(label));
}

}  // namespace

X25519Public x25519_public(const Secret32& secret) {
    X25519Public result;
    CHECK(crypto_scalarmult_base(writable(result), raw(secret.view())) == 0);
    return result;
}

Result<Secret32> x25519(const Secret32& secret, const X25519Public& other) {
    Secret32 shared;
    if (crypto_scalarmult(writable(shared.writable()), raw(secret.view()), raw(BytesView(other))) !=
        0) {
        return Error{ErrorKind::corrupt,
                     {"la clé publique est invalide", "the public key is not valid"}};
    }
    return shared;
}

Result<WrappedKey> WrappingKey::wrap(const Secret32& key, const Secret32& ephemeral,
                                     const Hash& salt) const {
    const auto shared = TRY(x25519(ephemeral, public_key));
    return seal_secret(wrapper_key(shared, preshared, salt, x25519_public(ephemeral), public_key),
                       key);
}

Result<Secret32> UnwrappingKey::unwrap(const WrappedKey& wrapped,
                                       const X25519Public& ephemeral_public,
                                       const Hash& salt) const {
    const auto shared = TRY(x25519(secret, ephemeral_public));
    auto key = open_secret(
        wrapper_key(shared, preshared, salt, ephemeral_public, x25519_public(secret)), wrapped);
    if (!key) {
        return Error{ErrorKind::corrupt,
                     {"cette clé n'ouvre pas cet objet, ou il a été modifié",
                      "this key does not open this object, or it was changed"}};
    }
    return key;
}

}  // namespace primum::crypto
