#include "cli/office.h"

#include <unistd.h>

#include <cstdlib>

#include "base/text.h"
#include "cli/hidden_line.h"
#include "cli/places.h"
#include "compliance/observe.h"
#include "os/file.h"
#include "store/store.h"

namespace primum::cli {
namespace {

// Whose account: the one named, else that of the environment, else the only one.
Result<std::string> name_wanted(const OfficeArguments& wanted, const accounts::AccountBook& book) {
    if (!wanted.as.empty()) return wanted.as;
    const char* usual =
        std::getenv("PRIMUM_ACCOUNT");  // NOLINT(concurrency-mt-unsafe): one thread.
    if (usual != nullptr && *usual != '\0') return std::string(usual);
    const auto people = book.list();
    if (people.size() == 1) return people.front().name;
    return Error{ErrorKind::usage,
                 {"qui êtes-vous ? ajoutez --as NOM, ou donnez PRIMUM_ACCOUNT",
                  "who are you? add --as NAME, or set PRIMUM_ACCOUNT"}};
}

}  // namespace

std::filesystem::path accounts_file(const std::filesystem::path& home) {
    return home / "accounts.json";
}

std::filesystem::path ledger_file(const std::filesystem::path& home) { return home / "ledger"; }

Result<accounts::AccountBook> open_book(const std::filesystem::path& home) {
    TRY(os::make_private_directory(home));
    auto book = TRY(accounts::AccountBook::open(accounts_file(home)));
    if (!book.empty()) return book;
    return Error{ErrorKind::usage,
                 {"il n'y a pas encore de compte : « primum account create NOM » fait le premier",
                  "there is no account yet: \"primum account create NAME\" makes the first"}};
}

Result<Office> sign_in(const OfficeArguments& wanted, Language language) {
    const auto home = TRY(home_directory());
    auto book = TRY(open_book(home));
    const auto name = TRY(name_wanted(wanted, book));
    const auto passphrase = TRY(read_hidden_line(
        say("Phrase de passe de {} : ", "Passphrase of {}: ", printable(name)), language));
    std::optional<std::string> code;
    if (!wanted.code.empty()) code = wanted.code;
    auto signed_in = book.sign_in(name, passphrase.view(), code);
    const bool needs_code = !signed_in && signed_in.error().kind == ErrorKind::not_found;
    if (needs_code && ::isatty(STDIN_FILENO) == 1) {
        const auto typed = TRY(read_hidden_line({"Code : ", "Code: "}, language));
        signed_in = book.sign_in(name, passphrase.view(), typed.view());
    }
    if (needs_code && !signed_in && signed_in.error().kind == ErrorKind::not_found) {
        return Error{ErrorKind::usage, join(signed_in.error().message, {"--code", "--code"})};
    }
    if (!signed_in) return Error{ErrorKind::usage, signed_in.error().message};
    return Office{home, std::move(book), std::move(signed_in).value()};
}

Result<compliance::Ledger> open_ledger(const Office& office) {
    return compliance::Ledger::open(ledger_file(office.home), office.person.key);
}

Result<> tell_facts(const Office& office, const compliance::Ledger& ledger) {
    auto store = TRY(store::Store::open(office.home / "facts.db"));
    TRY(store.record(store::outside_any_run, compliance::observe(ledger, now())));
    return {};
}

}  // namespace primum::cli
