#include "accounts/account_book.h"

#include <algorithm>

#include "accounts/membership.h"
#include "accounts/personal_key.h"
#include "base/text.h"
#include "crypto/one_time_code.h"
#include "crypto/random.h"
#include "os/file.h"
#include "os/lock_file.h"

namespace primum::accounts {
namespace {

constexpr std::uint64_t steps_around = 1;  // Clocks of telephones differ by some seconds.

Error wrong() {
    return {ErrorKind::denied,
            {"ce nom ou cette phrase de passe n'est pas le bon",
             "this name or this passphrase is not right"}};
}

Error not_allowed() {
    return {ErrorKind::denied,
            {"seule la personne responsable du cabinet peut le faire",
             "only the person in charge of the practice can do this"}};
}

Error unknown_person(std::string_view name) {
    return {ErrorKind::usage,
            say("il n'y a pas de compte « {} »", "there is no account \"{}\"", printable(name))};
}

Result<> check_name(std::string_view name) {
    if (name.empty() || name.size() > name_bytes_max || printable(name, name_bytes_max) != name) {
        return Error{ErrorKind::usage,
                     say("le nom doit avoir de 1 à {} signes, sans signe invisible",
                         "the name must have 1 to {} characters, none invisible", name_bytes_max)};
    }
    return {};
}

Result<> check_passphrase(std::string_view passphrase) {
    std::size_t length = 0;
    for (auto rest = passphrase; !rest.empty(); ++length) {
        rest.remove_prefix(std::max<std::size_t>(utf8_length(rest), 1));
    }
    if (length < passphrase_length_min || passphrase.size() > passphrase_bytes_max) {
        return Error{ErrorKind::usage,
                     say("la phrase de passe doit avoir au moins {} signes (quelques mots que "
                         "personne ne devinerait)",
                         "the passphrase must have at least {} characters (a few words that nobody "
                         "would guess)",
                         passphrase_length_min)};
    }
    return {};
}

Result<> check_language(std::string_view language) {
    if (language == "fr" || language == "en") return {};
    return Error{ErrorKind::usage, {"la langue est fr ou en", "the language is fr or en"}};
}

Result<> check_new(const NewPerson& person) {
    TRY(check_name(person.name));
    TRY(check_passphrase(person.passphrase));
    return check_language(person.language);
}

Person person_of(const Account& account) {
    return {.name = account.name,
            .role = account.role,
            .language = account.language,
            .has_second_factor = account.second_factor && account.second_factor->confirmed,
            .active = account.active,
            .recovery_codes = account.recovery_codes.size(),
            .salt = account.salt};
}

// The step whose code this is, near `at` and newer than the last one taken.
std::optional<std::uint64_t> step_of_code(const crypto::Secret32& secret, std::string_view code,
                                          std::uint64_t last_step, Time at) {
    const auto middle =
        static_cast<std::uint64_t>(at.time_since_epoch() / crypto::one_time_code_period);
    std::optional<std::uint64_t> found;
    for (auto step = middle - steps_around; step <= middle + steps_around; ++step) {
        const bool same =
            crypto::equal_in_constant_time(crypto::one_time_code(secret.view(), step), code);
        if (same && step > last_step) found = step;
    }
    return found;
}

Error wrong_code() {
    return {ErrorKind::usage,
            {"ce code n'est pas le bon, ou il a déjà servi",
             "this code is not right, or has been used"}};
}

// A new personal key under a new passphrase, and the practice's key under it.
Result<PersonalKey> seal_anew(Account& account, std::string_view passphrase,
                              const LedgerKey& ledger, const crypto::PassphraseCost& cost) {
    auto personal = PersonalKey::make();
    TRY(personal.seal_under(passphrase, cost, account));
    account.ledger.reset();
    account.membership = {};
    if (account.role != Role::technician) {
        account.ledger = personal.seal(crypto::Secret32(ledger.view()), "ledger");
        account.membership = membership_of(account, ledger);
    }
    account.proof = personal.proof_of(account);
    account.second_factor.reset();
    account.recovery_codes.clear();
    return personal;
}

bool is_last_in_charge(const AccountFile& content, std::string_view name) {
    return std::ranges::none_of(content.accounts, [&](const Account& account) {
        return account.active && account.role == Role::in_charge && account.name != name;
    });
}

// The account of somebody who is signed in, as the file has it now.
Result<Account*> own_account(AccountFile& content, const SignedIn& self) {
    auto* account = content.find(self.person.name);
    if (account == nullptr || !account->active) return wrong();
    TRY(PersonalKey(self.personal).check(*account));
    TRY(check_membership(*account, self.key));
    return account;
}

Result<> check_in_charge(AccountFile& content, const SignedIn& by) {
    const auto* account = TRY(own_account(content, by));
    if (account->role != Role::in_charge) return not_allowed();
    return check_in_charge_of(content, by.key);
}

Result<AccountFile> load(const std::filesystem::path& path) {
    const auto text = os::read_text(path, account_file_bytes_max);
    if (!text && text.error().kind == ErrorKind::not_found) return AccountFile{};
    if (!text) return text.error();
    return parse_account_file(*text).context({"ouvrir " + path.string(), "open " + path.string()});
}

}  // namespace

Result<AccountBook> AccountBook::open(const std::filesystem::path& file, BookOptions options) {
    auto content = TRY(load(file));
    return AccountBook(file, options, std::move(content));
}

Result<> AccountBook::refresh() {
    content_ = TRY(load(file_));
    return {};
}

std::vector<Person> AccountBook::list() const {
    std::vector<Person> people;
    people.reserve(content_.accounts.size());
    for (const auto& account : content_.accounts) people.push_back(person_of(account));
    return people;
}

template <class Change>
Result<> AccountBook::write(Change&& change) {
    const auto lock = TRY(os::LockFile::take(file_.string() + ".lock"));
    auto content = TRY(load(file_));
    TRY(change(content));
    TRY(os::publish(file_, write_account_file(content)));
    content_ = std::move(content);
    return {};
}

Result<SignedIn> AccountBook::create_first(const NewPerson& first) {
    TRY(check_new(first));
    const auto ledger = crypto::random_secret();
    SignedIn signed_in{.person = {}, .key = LedgerKey(ledger), .personal = {}};
    const auto change = [&](AccountFile& content) -> Result<> {
        if (!content.accounts.empty()) return not_allowed();
        Account account{.name = first.name, .role = Role::in_charge, .language = first.language};
        const auto personal =
            TRY(seal_anew(account, first.passphrase, signed_in.key, options_.cost));
        signed_in.personal = personal.locked();
        signed_in.person = person_of(account);
        content.accounts.push_back(std::move(account));
        return {};
    };
    TRY(write(change));
    return signed_in;
}

namespace {

// The passphrase is the account's, the role is the one it was given, the key is the practice's.
Result<SignedIn> proved(const Account& account, std::string_view passphrase,
                        const AccountFile& content) {
    auto personal = PersonalKey::open(account, passphrase);
    if (!personal && personal.error().kind == ErrorKind::corrupt) return wrong();
    if (!personal) return personal.error();
    TRY(personal->check(account));
    SignedIn signed_in{.person = person_of(account), .key = {}, .personal = personal->locked()};
    if (account.role == Role::technician) return signed_in;
    if (account.ledger) {
        signed_in.key = LedgerKey(TRY(personal->open_sealed(*account.ledger, "ledger")));
    }
    TRY(check_membership(account, signed_in.key));
    TRY(check_in_charge_of(content, signed_in.key));
    return signed_in;
}

}  // namespace

Result<SignedIn> AccountBook::sign_in(std::string_view name, std::string_view passphrase,
                                      std::optional<std::string_view> code, Time at) {
    content_ = TRY(load(file_));
    if (passphrase.size() > passphrase_bytes_max) return wrong();
    const auto* found = content_.find(name);
    if (found == nullptr || !found->active) {
        // As long as for a name that is there: the time must not say which names are.
        const auto spent = crypto::stretch_passphrase(passphrase, {}, options_.cost);
        return wrong();
    }
    const Account account = *found;
    auto signed_in = TRY(proved(account, passphrase, content_));
    if (!signed_in.person.has_second_factor) return signed_in;
    if (!code) {
        return Error{ErrorKind::not_found,
                     {"il faut aussi le code de votre application, ou un code de secours",
                      "your application's code is needed too, or a recovery code"}};
    }
    TRY(keep_code(account, signed_in, *code, at));
    signed_in.person = person_of(*content_.find(name));
    return signed_in;
}

Result<> AccountBook::keep_code(const Account& known, const SignedIn& signed_in,
                                std::string_view code, Time at) {
    if (!known.second_factor) return {};
    const PersonalKey personal(signed_in.personal);
    const auto secret = TRY(personal.open_sealed(known.second_factor->secret, "second factor"));
    return write([&](AccountFile& content) -> Result<> {
        auto* account = TRY(own_account(content, signed_in));
        if (!account->second_factor) return wrong_code();
        auto& last = account->second_factor->last_step;
        if (const auto step = step_of_code(secret, code, last, at)) {
            last = *step;
            return {};
        }
        const auto used = std::ranges::find(account->recovery_codes, personal.hash_of_code(code));
        if (used == account->recovery_codes.end()) return wrong_code();
        account->recovery_codes.erase(used);
        return {};
    });
}

Result<> AccountBook::add(const SignedIn& by, const NewPerson& added) {
    TRY(check_new(added));
    return write([&](AccountFile& content) -> Result<> {
        TRY(check_in_charge(content, by));
        if (content.find(added.name) != nullptr) {
            return Error{ErrorKind::usage, {"ce nom est déjà pris", "this name is taken"}};
        }
        if (content.accounts.size() >= people_max) {
            return Error{ErrorKind::usage,
                         say("{} comptes au plus", "{} accounts at most", people_max)};
        }
        Account account{.name = added.name, .role = added.role, .language = added.language};
        TRY(seal_anew(account, added.passphrase, by.key, options_.cost));
        content.accounts.push_back(std::move(account));
        return {};
    });
}

Result<> AccountBook::deactivate(const SignedIn& by, std::string_view name) {
    return write([&](AccountFile& content) -> Result<> {
        TRY(check_in_charge(content, by));
        auto* account = content.find(name);
        if (account == nullptr) return unknown_person(name);
        if (is_last_in_charge(content, name)) {
            return Error{ErrorKind::usage,
                         {"c'est la seule personne responsable : plus personne ne pourrait ouvrir "
                          "le cabinet",
                          "this is the only person in charge: nobody could open the practice any "
                          "more"}};
        }
        account->active = false;
        // Without these, the former passphrase opens nothing, whoever kept a copy of it.
        account->ledger.reset();
        account->personal = {};
        account->second_factor.reset();
        account->recovery_codes.clear();
        return {};
    });
}

Result<> AccountBook::replace_passphrase(const SignedIn& by, std::string_view name,
                                         std::string_view passphrase) {
    TRY(check_passphrase(passphrase));
    return write([&](AccountFile& content) -> Result<> {
        TRY(check_in_charge(content, by));
        auto* account = content.find(name);
        if (account == nullptr) return unknown_person(name);
        TRY(check_membership(*account, by.key));  // A role that was written in gets no key.
        account->active = true;
        TRY(seal_anew(*account, passphrase, by.key, options_.cost));
        return {};
    });
}

Result<> AccountBook::change_passphrase(const SignedIn& self, std::string_view passphrase) {
    TRY(check_passphrase(passphrase));
    return write([&](AccountFile& content) -> Result<> {
        auto* account = TRY(own_account(content, self));
        return PersonalKey(self.personal).seal_under(passphrase, options_.cost, *account);
    });
}

Result<> AccountBook::change_language(const SignedIn& self, std::string_view language) {
    TRY(check_language(language));
    return write([&](AccountFile& content) -> Result<> {
        TRY(own_account(content, self))->language = language;
        return {};
    });
}

Result<TotpSecret> AccountBook::begin_second_factor(const SignedIn& self) {
    const auto secret = crypto::random_secret();
    const auto change = [&](AccountFile& content) -> Result<> {
        auto* account = TRY(own_account(content, self));
        if (account->second_factor && account->second_factor->confirmed) {
            return Error{ErrorKind::usage,
                         {"un second facteur protège déjà ce compte",
                          "a second factor already protects this account"}};
        }
        account->second_factor =
            SecondFactor{.secret = PersonalKey(self.personal).seal(secret, "second factor")};
        return {};
    };
    TRY(write(change));
    auto base32 = crypto::base32_of(secret.view());
    auto uri = "otpauth://totp/Primum?secret=" + base32 + "&issuer=Primum";
    return TotpSecret{.base32 = std::move(base32), .uri = std::move(uri)};
}

Result<> AccountBook::confirm_second_factor(const SignedIn& self, std::string_view code, Time at) {
    const PersonalKey personal(self.personal);
    return write([&](AccountFile& content) -> Result<> {
        auto* account = TRY(own_account(content, self));
        auto& factor = account->second_factor;
        if (!factor || factor->confirmed) return wrong_code();
        const auto secret = TRY(personal.open_sealed(factor->secret, "second factor"));
        const auto step = step_of_code(secret, code, factor->last_step, at);
        if (!step) return wrong_code();
        factor->confirmed = true;
        factor->last_step = *step;
        return {};
    });
}

Result<> AccountBook::remove_second_factor(const SignedIn& self) {
    return write([&](AccountFile& content) -> Result<> {
        auto* account = TRY(own_account(content, self));
        account->second_factor.reset();
        account->recovery_codes.clear();
        return {};
    });
}

Result<std::vector<std::string>> AccountBook::new_recovery_codes(const SignedIn& self) {
    const PersonalKey personal(self.personal);
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < recovery_codes_count; ++i) codes.push_back(new_recovery_code());
    const auto change = [&](AccountFile& content) -> Result<> {
        auto* account = TRY(own_account(content, self));
        account->recovery_codes.clear();
        for (const auto& code : codes) {
            account->recovery_codes.push_back(personal.hash_of_code(code));
        }
        return {};
    };
    TRY(write(change));
    return codes;
}

}  // namespace primum::accounts
