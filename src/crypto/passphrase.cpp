#include "crypto/passphrase.h"
#include "crypto/raw.h"

namespace primum::crypto {

Result<Secret32> stretch_passphrase(std::string_view passphrase, const PassphraseSalt& salt,
                                    const PassphraseCost& cost) {
    static_assert(sizeof(PassphraseSalt) == crypto_pwhash_argon2id_SALTBYTES);
    if (cost.passes < 1 || cost.passes > PassphraseCost::passes_max || cost.memory_kib < 8 ||
        cost.memory_kib > PassphraseCost::memory_kib_max) {
        return Error{ErrorKind::malformed,
                     {"le fichier de clé demande un effort déraisonnable",
                      "the key file asks for an unreasonable effort"}};
    }
    Secret32 key;
    if (passphrase.empty())
        passphrase = "";  // An empty view may point nowhere; the library forbids it.
    if (crypto_pwhash_argon2id(writable(key.writable()), key.view().size(), passphrase.data(),
                               passphrase.size(), raw(BytesView(salt)), cost.passes,
                               cost.memory_kib * 1024,
                               crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0) {
        return Error{
            ErrorKind::io,
            {"pas assez de mémoire pour calculer la clé", "not enough memory to compute the key"}};
    }
    return key;
}

}  // namespace primum::crypto
