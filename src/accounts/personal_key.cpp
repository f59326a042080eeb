#include "accounts/personal_key.h"

#include "base/byte_reader.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "crypto/one_time_code.h"
#include "crypto/random.h"

namespace primum::accounts {

PersonalKey PersonalKey::make() { return PersonalKey(crypto::random_secret()); }

Result<PersonalKey> PersonalKey::open(const Account& account, std::string_view passphrase) {
    const auto stretched = TRY(crypto::stretch_passphrase(passphrase, account.salt, account.cost));
    return PersonalKey(TRY(crypto::open_secret(stretched, account.personal)));
}

Result<> PersonalKey::seal_under(std::string_view passphrase, const crypto::PassphraseCost& cost,
                                 Account& account) const {
    const auto salt = crypto::random_bytes<sizeof(crypto::PassphraseSalt)>();
    const auto stretched = TRY(crypto::stretch_passphrase(passphrase, salt, cost));
    account.salt = salt;
    account.cost = cost;
    account.personal = crypto::seal_secret(stretched, crypto::Secret32(key_.view()));
    return {};
}

SaltedSecret PersonalKey::seal(const crypto::Secret32& secret, std::string_view purpose) const {
    SaltedSecret sealed{.salt = crypto::random_bytes<sizeof(Salt16)>(), .sealed = {}};
    sealed.sealed = crypto::seal_secret(crypto::derive(key_.view(), sealed.salt, purpose), secret);
    return sealed;
}

Result<crypto::Secret32> PersonalKey::open_sealed(const SaltedSecret& secret,
                                                  std::string_view purpose) const {
    return crypto::open_secret(crypto::derive(key_.view(), secret.salt, purpose), secret.sealed);
}

crypto::Hash PersonalKey::proof_of(const Account& account) const {
    const auto key = crypto::derive(key_.view(), {}, "name and role");
    crypto::HmacSha256 proof(key.view());
    proof.update(as_bytes(name_of(account.role)));
    proof.update(as_bytes("\n"));
    proof.update(as_bytes(account.name));
    return proof.finish();
}

Result<> PersonalKey::check(const Account& account) const {
    if (proof_of(account) == account.proof) return {};
    return Error{ErrorKind::corrupt,
                 say("le compte « {} » a été modifié hors de Primum",
                     "the account \"{}\" was changed outside Primum", printable(account.name))};
}

crypto::Hash PersonalKey::hash_of_code(std::string_view code) const {
    std::string plain;
    for (const char character : lower_case(code)) {
        if (character != ' ' && character != '-') plain += character;
    }
    const auto key = crypto::derive(key_.view(), {}, "recovery code");
    crypto::HmacSha256 hash(key.view());
    hash.update(as_bytes(plain));
    return hash.finish();
}

std::string new_recovery_code() {
    const auto random = crypto::random_bytes<10>();
    const auto letters = lower_case(crypto::base32_of(random));
    return letters.substr(0, 4) + "-" + letters.substr(4, 4) + "-" + letters.substr(8, 4) + "-" +
           letters.substr(12, 4);
}

}  // namespace primum::accounts
