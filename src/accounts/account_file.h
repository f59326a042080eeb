// AccountFile: what the file of accounts says, taken apart. A pure function over its text.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/person.h"
#include "base/result.h"
#include "crypto/hash.h"
#include "crypto/passphrase.h"
#include "crypto/sealed_secret.h"

namespace primum::accounts {

constexpr std::size_t account_file_bytes_max = 512UL * 1024;

using Salt16 = std::array<std::byte, 16>;

// A secret under a key that is derived from a person's own for this one sealing.
struct SaltedSecret {
    Salt16 salt{};
    crypto::SealedSecret sealed{};
    bool operator==(const SaltedSecret&) const = default;
};

struct SecondFactor {
    SaltedSecret secret;
    bool confirmed = false;
    std::uint64_t last_step = 0;  // The newest code taken: no older one is taken again.
    bool operator==(const SecondFactor&) const = default;
};

struct Account {
    std::string name;
    Role role = Role::staff;
    std::string language = "fr";
    bool active = true;
    crypto::PassphraseSalt salt{};
    crypto::PassphraseCost cost;
    crypto::SealedSecret personal{};     // The person's own key, under the passphrase.
    std::optional<SaltedSecret> ledger;  // The practice's key, under that one.
    crypto::Hash proof{};                // That name and role are as the program wrote them.
    crypto::Hash membership{};           // The same under the practice's key; technician: zeros.
    std::optional<SecondFactor> second_factor;
    std::vector<crypto::Hash> recovery_codes;  // HMAC of each that is left.
};

struct AccountFile {
    std::vector<Account> accounts;

    const Account* find(std::string_view name) const;  // Null when there is none.
    Account* find(std::string_view name);
};

// ErrorKind::corrupt when it is not such a file: it is ours, and nobody else writes it.
Result<AccountFile> parse_account_file(std::string_view text);
std::string write_account_file(const AccountFile& file);

}  // namespace primum::accounts
