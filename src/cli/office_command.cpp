#include "cli/commands.h"
#include "cli/office_commands.h"
#include "cli/places.h"
#include "compliance/training.h"

namespace primum::cli {
namespace {

using Verb = OfficeArguments::Verb;

// Modules and templates are the catalogue's: nobody has to sign in to see which there are.
Result<ExitCode> list_modules(const Arguments& arguments) {
    std::vector<controls::Problem> problems;
    const auto modules =
        compliance::load_training(TRY(catalogue_directory(arguments.catalogue)), problems);
    for (const auto& module : modules) {
        fmt::print("{:<18}{}\n", module.id, module.title.in(arguments.language));
    }
    return ExitCode::fine;
}

Result<ExitCode> run_at_desk(const Desk& desk) {
    switch (desk.wanted.verb) {
        case Verb::letter:
        case Verb::letters:
        case Verb::cnil_form:
        case Verb::print:
        case Verb::certificate:
            return run_document(desk);
        case Verb::prefill:
            return run_register_prefill(desk);
        case Verb::train:
            return run_training(desk);
        case Verb::overview:
        case Verb::history:
        case Verb::verify:
            return run_overview(desk);
        default:
            return run_record(desk);
    }
}

bool is_about_accounts(Verb verb) { return verb <= Verb::account_recovery_codes; }

}  // namespace

void Desk::print(const Sentence& sentence) const { fmt::print("{}\n", sentence.in(language())); }

Result<ExitCode> run_office(const Arguments& arguments, const OfficeArguments& wanted) {
    if (is_about_accounts(wanted.verb)) return run_account(wanted, arguments.language);
    if (wanted.verb == Verb::modules) return list_modules(arguments);
    auto office = TRY(sign_in(wanted, arguments.language));
    auto ledger = TRY(open_ledger(office));
    return run_at_desk({arguments, wanted, office, ledger});
}

}  // namespace primum::cli
