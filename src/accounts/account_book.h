// AccountBook: who may sign in, in one file of the practice (0600).
//
// The file is JSON, read within limits; each change reads it again under a lock, writes it whole
// and renames it: two processes cannot undo each other's change, and a kill leaves the old or the
// new. Format and keys: README.md of this room. Not thread-safe.
//
// Errors that callers act on:
//   denied     the name or the passphrase is wrong (never said which), or the role may not do this
//   not_found  (sign_in) the passphrase is right, and a code is still needed
//   usage      the name, the passphrase or the code given cannot be taken; the message says why
//   corrupt    the file was changed by another hand
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/account_file.h"
#include "accounts/person.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/passphrase.h"

namespace primum::accounts {

struct NewPerson {
    std::string name;
    std::string passphrase;
    Role role = Role::staff;
    std::string language = "fr";
};

// What an authenticator needs. Shown once; kept sealed.
struct TotpSecret {
    std::string base32;  // To type.
    std::string uri;     // otpauth://totp/…, for a QR code.
};

constexpr std::size_t people_max = 100;
constexpr std::size_t name_bytes_max = 100;
constexpr std::size_t passphrase_length_min = 12;  // Characters (CNIL 2022-100: see passwords/).
constexpr std::size_t passphrase_bytes_max = 1024;
constexpr std::size_t recovery_codes_count = 10;

struct BookOptions {
    // RFC 9106 advises 64 MiB where memory is shared; four passes take a third of a second.
    crypto::PassphraseCost cost{.passes = 4, .memory_kib = 64ULL * 1024};
};

class AccountBook {
public:
    // An absent file is an empty book.
    static Result<AccountBook> open(const std::filesystem::path& file, BookOptions options = {});

    // Reads the file again: other processes change it too.
    Result<> refresh();

    bool empty() const { return content_.accounts.empty(); }
    std::vector<Person> list() const;

    // The first account, in charge whatever `first.role` says, with a new LedgerKey. Denied when
    // the book is not empty.
    Result<SignedIn> create_first(const NewPerson& first);

    // Takes the time of one Argon2id, also for a name that is not there. `code` is the
    // authenticator's six digits, or one of the recovery codes, which is then used up. A code of
    // the authenticator is taken once.
    Result<SignedIn> sign_in(std::string_view name, std::string_view passphrase,
                             std::optional<std::string_view> code = {}, Time at = now());

    // By the person in charge. `add` hands the same LedgerKey to the new person.
    Result<> add(const SignedIn& by, const NewPerson& added);
    // The last active person in charge cannot be deactivated.
    Result<> deactivate(const SignedIn& by, std::string_view name);
    // For somebody who forgot it, or comes back: a new passphrase; second factor and codes go.
    Result<> replace_passphrase(const SignedIn& by, std::string_view name,
                                std::string_view passphrase);

    // By oneself.
    Result<> change_passphrase(const SignedIn& self, std::string_view passphrase);
    Result<> change_language(const SignedIn& self, std::string_view language);
    // Counts only after a code of it has been confirmed.
    Result<TotpSecret> begin_second_factor(const SignedIn& self);
    Result<> confirm_second_factor(const SignedIn& self, std::string_view code, Time at = now());
    Result<> remove_second_factor(const SignedIn& self);
    // Replace the former ones; each works once.
    Result<std::vector<std::string>> new_recovery_codes(const SignedIn& self);

private:
    AccountBook(std::filesystem::path file, BookOptions options, AccountFile content)
        : file_(std::move(file)), options_(options), content_(std::move(content)) {}

    // Under the lock: reads again, lets `change` change it, writes.
    template <class Change>
    Result<> write(Change&& change);
    Result<> keep_code(const Account& account, const SignedIn& signed_in, std::string_view code,
                       Time at);

    std::filesystem::path file_;
    BookOptions options_;
    AccountFile content_;
};

}  // namespace primum::accounts
