#include "accounts/account_file.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/byte_reader.h"
#include "base/hex.h"

namespace primum::accounts {
namespace {

using Json = nlohmann::json;

constexpr std::string_view format_name = "primum-accounts/2";
// Its roles stood under no key of the practice: to read it would let anybody write one.
constexpr std::string_view former_format_name = "primum-accounts/1";
constexpr std::size_t accounts_in_file_max = 1000;
constexpr std::size_t codes_in_file_max = 100;

Error broken() {
    return {ErrorKind::corrupt,
            {"le fichier des comptes est abîmé", "the file of accounts is damaged"}};
}

Error former() {
    return {ErrorKind::corrupt,
            {"le fichier des comptes est d'un format ancien, que cette version ne lit plus",
             "the file of accounts has a former format, which this version reads no more"}};
}

// Reads members of an object; one that is missing or of another kind makes the whole unreadable.
class Members {
public:
    explicit Members(const Json& object) : object_(object), fine_(object.is_object()) {}

    bool fine() const { return fine_; }
    const Json* find(const char* name) const {
        if (!fine_) return nullptr;
        const auto found = object_.find(name);
        return found == object_.end() ? nullptr : &*found;
    }
    std::string text(const char* name) {
        const auto* member = find(name);
        if (member != nullptr && member->is_string()) return member->get<std::string>();
        fine_ = false;
        return {};
    }
    std::uint64_t number(const char* name) {
        const auto* member = find(name);
        if (member != nullptr && member->is_number_unsigned()) return member->get<std::uint64_t>();
        fine_ = false;
        return 0;
    }
    bool flag(const char* name) {
        const auto* member = find(name);
        if (member != nullptr && member->is_boolean()) return member->get<bool>();
        fine_ = false;
        return false;
    }
    template <std::size_t length>
    void bytes(const char* name, std::array<std::byte, length>& into) {
        const auto array = array_of_hex<length>(text(name));
        if (array) {
            into = *array;
        } else {
            fine_ = false;
        }
    }

private:
    const Json& object_;
    bool fine_;
};

std::optional<SaltedSecret> read_salted(const Json& object) {
    Members members(object);
    SaltedSecret secret;
    members.bytes("salt", secret.salt);
    members.bytes("sealed", secret.sealed);
    return members.fine() ? std::optional(secret) : std::nullopt;
}

std::optional<SecondFactor> read_second_factor(const Json& object) {
    Members members(object);
    SecondFactor factor;
    factor.confirmed = members.flag("confirmed");
    factor.last_step = members.number("last_step");
    const auto* secret = members.find("secret");
    const auto read = secret != nullptr ? read_salted(*secret) : std::nullopt;
    if (!members.fine() || !read) return std::nullopt;
    factor.secret = *read;
    return factor;
}

bool read_codes(const Json* list, std::vector<crypto::Hash>& codes) {
    if (list == nullptr || !list->is_array() || list->size() > codes_in_file_max) return false;
    for (const auto& item : *list) {
        if (!item.is_string()) return false;
        const auto hash = array_of_hex<sizeof(crypto::Hash)>(item.get_ref<const std::string&>());
        if (!hash) return false;
        codes.push_back(*hash);
    }
    return true;
}

std::optional<Account> read_account(const Json& object) {
    Members members(object);
    Account account;
    account.name = members.text("name");
    const auto role = role_of(members.text("role"));
    account.language = members.text("language");
    account.active = members.flag("active");
    members.bytes("salt", account.salt);
    account.cost = {.passes = members.number("passes"), .memory_kib = members.number("memory_kib")};
    members.bytes("personal", account.personal);
    members.bytes("proof", account.proof);
    members.bytes("membership", account.membership);
    if (!members.fine() || !role || account.name.empty()) return std::nullopt;
    account.role = *role;
    if (const auto* ledger = members.find("ledger")) {
        account.ledger = read_salted(*ledger);
        if (!account.ledger) return std::nullopt;
    }
    if (const auto* factor = members.find("second_factor")) {
        account.second_factor = read_second_factor(*factor);
        if (!account.second_factor) return std::nullopt;
    }
    if (!read_codes(members.find("recovery_codes"), account.recovery_codes)) return std::nullopt;
    return account;
}

Json json_of(const SaltedSecret& secret) {
    return {{"salt", hex_of(secret.salt)}, {"sealed", hex_of(secret.sealed)}};
}

Json json_of(const Account& account) {
    Json codes = Json::array();
    for (const auto& code : account.recovery_codes) codes.push_back(hex_of(code));
    Json object{{"name", account.name},
                {"role", name_of(account.role)},
                {"language", account.language},
                {"active", account.active},
                {"salt", hex_of(account.salt)},
                {"passes", account.cost.passes},
                {"memory_kib", account.cost.memory_kib},
                {"personal", hex_of(account.personal)},
                {"proof", hex_of(account.proof)},
                {"membership", hex_of(account.membership)},
                {"recovery_codes", std::move(codes)}};
    if (account.ledger) object["ledger"] = json_of(*account.ledger);
    if (account.second_factor) {
        object["second_factor"] = {{"secret", json_of(account.second_factor->secret)},
                                   {"confirmed", account.second_factor->confirmed},
                                   {"last_step", account.second_factor->last_step}};
    }
    return object;
}

}  // namespace

const Account* AccountFile::find(std::string_view name) const {
    const auto found = std::ranges::find(accounts, name, &Account::name);
    return found == accounts.end() ? nullptr : &*found;
}

Account* AccountFile::find(std::string_view name) {
    const auto found = std::ranges::find(accounts, name, &Account::name);
    return found == accounts.end() ? nullptr : &*found;
}

Result<AccountFile> parse_account_file(std::string_view text) {
    if (text.size() > account_file_bytes_max) return broken();
    const auto json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    const auto format = json.is_object() ? json.value("format", Json()) : Json();
    if (format == former_format_name) return former();
    if (format != format_name) return broken();
    const auto list = json.find("accounts");
    if (list == json.end() || !list->is_array() || list->size() > accounts_in_file_max) {
        return broken();
    }
    AccountFile file;
    for (const auto& item : *list) {
        auto account = read_account(item);
        if (!account || file.find(account->name) != nullptr) return broken();
        file.accounts.push_back(*std::move(account));
    }
    return file;
}

std::string write_account_file(const AccountFile& file) {
    Json accounts = Json::array();
    for (const auto& account : file.accounts) accounts.push_back(json_of(account));
    const Json json{{"format", format_name}, {"accounts", std::move(accounts)}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace primum::accounts
