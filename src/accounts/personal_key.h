// PersonalKey: 32 random bytes that are one person's alone, and what is sealed with them.
//
// Under the passphrase (Argon2id) stands this key only; under this key, each time with a salt of
// its own, stand the practice's key and the second factor. So a new passphrase seals one thing
// anew.
#pragma once

#include <string>
#include <string_view>

#include "accounts/account_file.h"
#include "base/result.h"
#include "crypto/locked_secret.h"

namespace primum::accounts {

class PersonalKey {
public:
    static PersonalKey make();
    explicit PersonalKey(const crypto::LockedSecret& key) : key_(key.duplicate()) {}

    // ErrorKind::corrupt when the passphrase is another.
    static Result<PersonalKey> open(const Account& account, std::string_view passphrase);
    // Writes salt, cost and sealed key into `account`.
    Result<> seal_under(std::string_view passphrase, const crypto::PassphraseCost& cost,
                        Account& account) const;

    SaltedSecret seal(const crypto::Secret32& secret, std::string_view purpose) const;
    Result<crypto::Secret32> open_sealed(const SaltedSecret& secret,
                                         std::string_view purpose) const;

    // That name and role were written by somebody who held this key.
    crypto::Hash proof_of(const Account& account) const;
    Result<> check(const Account& account) const;  // ErrorKind::corrupt when they were not.

    // Of a recovery code as typed: case, spaces and hyphens do not count.
    crypto::Hash hash_of_code(std::string_view code) const;

    crypto::LockedSecret locked() const { return key_.duplicate(); }

private:
    explicit PersonalKey(const crypto::Secret32& key) : key_(key) {}

    crypto::LockedSecret key_;
};

// Four groups of four letters and digits: 80 bits, too many to try.
std::string new_recovery_code();

}  // namespace primum::accounts
