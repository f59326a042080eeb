#include "base/text.h"
#include "cli/hidden_line.h"
#include "cli/office_commands.h"
#include "cli/places.h"
#include "os/file.h"

#include <unistd.h>

#include <nlohmann/json.hpp>

namespace primum::cli {
namespace {

using accounts::Role;
using Verb = OfficeArguments::Verb;

void print(const Sentence& sentence, Language language) {
    fmt::print("{}\n", sentence.in(language));
}

// Typed twice on a terminal: a slip would lock the person out for ever.
Result<passwords::WipedText> new_passphrase(const std::string& name, Language language) {
    auto first = TRY(read_hidden_line(
        say("Nouvelle phrase de passe de {} (quelques mots que personne ne devinerait) : ",
            "New passphrase of {} (a few words that nobody would guess): ", printable(name)),
        language));
    if (::isatty(STDIN_FILENO) != 1) return first;
    const auto second = TRY(read_hidden_line({"Encore une fois : ", "Once more: "}, language));
    if (first.view() == second.view()) return first;
    return Error{
        ErrorKind::usage,
        {"les deux saisies diffèrent : rien n'est changé", "the two differ: nothing is changed"}};
}

Result<ExitCode> create(const OfficeArguments& wanted, Language language) {
    const auto home = TRY(home_directory());
    TRY(os::make_private_directory(home));
    auto book = TRY(accounts::AccountBook::open(accounts_file(home)));
    if (!book.empty()) {
        return Error{ErrorKind::usage,
                     {"il y a déjà des comptes : « primum account add NOM » en ajoute",
                      "there are accounts already: \"primum account add NAME\" adds one"}};
    }
    const auto passphrase = TRY(new_passphrase(wanted.name, language));
    TRY(book.create_first({.name = wanted.name,
                           .passphrase = std::string(passphrase.view()),
                           .language = language == Language::french ? "fr" : "en"}));
    print(say("Le compte de {} est prêt. Sans sa phrase de passe, rien de ce qui est scellé ne "
              "pourra être relu : ajoutez un second responsable, ou notez-la en lieu sûr.",
              "The account of {} is ready. Without its passphrase nothing that is sealed can be "
              "read again: add a second person in charge, or note it in a safe place.",
              printable(wanted.name)),
          language);
    return ExitCode::fine;
}

Result<ExitCode> list(const OfficeArguments& wanted, Language language) {
    const auto home = TRY(home_directory());
    const auto people = TRY(accounts::AccountBook::open(accounts_file(home))).list();
    if (wanted.format == "json") {
        auto all = nlohmann::ordered_json::array();
        for (const auto& person : people) {
            all.push_back({{"name", person.name},
                           {"role", accounts::name_of(person.role)},
                           {"active", person.active},
                           {"second_factor", person.has_second_factor},
                           {"recovery_codes", person.recovery_codes}});
        }
        fmt::print("{}\n", all.dump(2));
        return ExitCode::fine;
    }
    for (const auto& person : people) {
        auto state = accounts::title_of(person.role);
        if (person.has_second_factor) {
            state = {state.french + ", second facteur", state.english + ", second factor"};
        }
        if (!person.active) state = {"fermé", "closed"};
        fmt::print("{:<30}{}\n", person.name, state.in(language));
    }
    return ExitCode::fine;
}

Result<ExitCode> add(Office& office, const OfficeArguments& wanted, Language language) {
    const auto passphrase = TRY(new_passphrase(wanted.name, language));
    TRY(office.book.add(office.person,
                        {.name = wanted.name,
                         .passphrase = std::string(passphrase.view()),
                         .role = accounts::role_of(wanted.role).value_or(Role::staff),
                         .language = language == Language::french ? "fr" : "en"}));
    print(say("{} peut ouvrir le cabinet.", "{} may open the practice.", printable(wanted.name)),
          language);
    return ExitCode::fine;
}

Result<ExitCode> change_passphrase(Office& office, const OfficeArguments& wanted,
                                   Language language) {
    const bool own = wanted.name.empty() || wanted.name == office.person.person.name;
    const auto name = own ? office.person.person.name : wanted.name;
    const auto passphrase = TRY(new_passphrase(name, language));
    TRY(own ? office.book.change_passphrase(office.person, passphrase.view())
            : office.book.replace_passphrase(office.person, name, passphrase.view()));
    print(say("La phrase de passe de {} est changée.", "The passphrase of {} is changed.",
              printable(name)),
          language);
    return ExitCode::fine;
}

Result<ExitCode> second_factor(Office& office, const OfficeArguments& wanted, Language language) {
    if (wanted.off) {
        TRY(office.book.remove_second_factor(office.person));
        print({"Le second facteur est enlevé.", "The second factor is taken away."}, language);
        return ExitCode::fine;
    }
    const auto secret = TRY(office.book.begin_second_factor(office.person));
    print(say("Dans votre application d'authentification, ajoutez ce secret :\n\n    {}\n    {}\n",
              "In your authenticator, add this secret:\n\n    {}\n    {}\n", secret.base32,
              secret.uri),
          language);
    const auto code =
        TRY(read_hidden_line({"Le code qu'elle affiche : ", "The code it shows: "}, language));
    TRY(office.book.confirm_second_factor(office.person, code.view()));
    print({"Le second facteur protège votre compte. « primum account recovery-codes » donne des "
           "codes de secours.",
           "The second factor protects your account. \"primum account recovery-codes\" gives "
           "recovery codes."},
          language);
    return ExitCode::fine;
}

Result<ExitCode> recovery_codes(Office& office, Language language) {
    print({"Notez ces codes sur papier ; chacun sert une fois :",
           "Note these codes on paper; each works once:"},
          language);
    for (const auto& code : TRY(office.book.new_recovery_codes(office.person))) {
        fmt::print("    {}\n", code);
    }
    return ExitCode::fine;
}

}  // namespace

Result<ExitCode> run_account(const OfficeArguments& wanted, Language language) {
    if (wanted.verb == Verb::account_create) return create(wanted, language);
    if (wanted.verb == Verb::account_list) return list(wanted, language);
    auto office = TRY(sign_in(wanted, language));
    switch (wanted.verb) {
        case Verb::account_add:
            return add(office, wanted, language);
        case Verb::account_deactivate:
            TRY(office.book.deactivate(office.person, wanted.name));
            print(say("Le compte de {} est fermé.", "The account of {} is closed.",
                      printable(wanted.name)),
                  language);
            return ExitCode::fine;
        case Verb::account_passphrase:
            return change_passphrase(office, wanted, language);
        case Verb::account_second_factor:
            return second_factor(office, wanted, language);
        default:
            return recovery_codes(office, language);
    }
}

}  // namespace primum::cli
