#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "cli/office_commands.h"
#include "cli/pdf.h"
#include "cli/places.h"
#include "compliance/breach.h"
#include "compliance/documents/filling.h"
#include "compliance/register.h"
#include "compliance/training.h"
#include "os/file.h"
#include "os/local_time.h"

namespace primum::cli {
namespace {

using compliance::Document;
using compliance::Record;
using compliance::RecordKind;
using Verb = OfficeArguments::Verb;

// The bytes of a document in the form that the file's name says.
Result<std::string> in_form(const Document& document, const std::filesystem::path& file) {
    const auto ending = file.extension();
    if (ending == ".txt") return as_text(document);
    if (ending == ".html") return as_html(document);
    if (ending == ".odt") return as_odt(document);
    if (ending == ".pdf") return pdf_of(as_html(document));
    return Error{ErrorKind::usage,
                 say("--output {} : écrivez un nom en .odt, .pdf, .html ou .txt",
                     "--output {}: write a name in .odt, .pdf, .html or .txt", file.string())};
}

Result<ExitCode> hand_over(const Desk& desk, const Document& document) {
    if (desk.wanted.output.empty()) {
        fmt::print("{}", as_text(document));
        return ExitCode::fine;
    }
    const std::filesystem::path file(desk.wanted.output);
    // It names a patient: for its owner's eyes only, until the owner decides otherwise.
    TRY(os::publish(file, TRY(in_form(document, file))));
    desk.print(say("Écrit : {}", "Written: {}", file.string()));
    return ExitCode::fine;
}

Result<> note_export(const Desk& desk, const Record& record) {
    return desk.ledger.note(compliance::Action::exported, record.kind, record.number,
                            desk.office.author());
}

Result<const Record*> wanted_record(const Desk& desk) {
    if (const auto* record = desk.ledger.find(desk.wanted.kind, desk.wanted.number)) return record;
    return Error{ErrorKind::usage,
                 say("il n'y a pas de nº {}", "there is no number {}", desk.wanted.number)};
}

Result<compliance::Templates> templates_of(const Desk& desk) {
    std::vector<controls::Problem> problems;
    auto templates =
        compliance::load_templates(TRY(catalogue_directory(desk.arguments.catalogue)), problems);
    if (problems.empty()) return templates;
    return Error{ErrorKind::malformed,
                 join(say("{}", "{}", problems.front().file.string()), problems.front().what)};
}

Result<ExitCode> letter(const Desk& desk) {
    const auto templates = TRY(templates_of(desk));
    const auto* made = templates.find(desk.wanted.name);
    if (made == nullptr || made->about != desk.wanted.kind) {
        return Error{ErrorKind::usage, say("il n'y a pas de lettre « {} » (« letters » les liste)",
                                           "there is no letter \"{}\" (\"letters\" lists them)",
                                           printable(desk.wanted.name))};
    }
    const auto* record = made->about == RecordKind::practice ? nullptr : TRY(wanted_record(desk));
    const auto filling = compliance::filling_for(desk.ledger, record, now(), desk.language());
    const auto document = fill(*made, filling, desk.language());
    if (record == nullptr) return hand_over(desk, document);
    TRY(note_export(desk, *record));
    return hand_over(desk, document);
}

Result<ExitCode> list_letters(const Desk& desk) {
    const auto templates = TRY(templates_of(desk));
    for (const auto& made : templates.all) {
        if (made.about != desk.wanted.kind) continue;
        std::string title = made.title.in(desk.language());
        fmt::print("{:<26}{}\n", made.id, title);
    }
    return ExitCode::fine;
}

Result<ExitCode> cnil_form(const Desk& desk) {
    const auto* record = TRY(wanted_record(desk));
    const bool french = desk.language() == Language::french;
    Document document{.language = desk.language(),
                      .title = french ? "Notification à la CNIL : ce que demande le formulaire"
                                      : "Notification to the CNIL: what its form asks"};
    document.blocks.push_back(
        {.text = french
                     ? "À recopier sur cnil.fr, dans cet ordre (ordre à vérifier sur le "
                       "formulaire). Ce qui manque peut suivre dans la notification "
                       "complémentaire."
                     : "To be copied to cnil.fr, in this order (to be verified on the form). What "
                       "is missing may follow in the complementary notification."});
    for (const auto& line : compliance::cnil_form(
             record->values, compliance::practice_values(desk.ledger), desk.language())) {
        const std::string label(line.label.in(desk.language()));
        if (line.is_section) {
            document.blocks.push_back({.kind = compliance::BlockKind::heading, .text = label});
            continue;
        }
        auto answer = line.answer;
        if (line.is_missing) answer = french ? "[manque encore]" : "[still missing]";
        if (answer.empty()) answer = "–";
        document.blocks.push_back({compliance::BlockKind::answer, std::move(answer), label});
    }
    TRY(note_export(desk, *record));
    return hand_over(desk, document);
}

Result<ExitCode> certificate(const Desk& desk) {
    std::vector<controls::Problem> problems;
    const auto modules =
        compliance::load_training(TRY(catalogue_directory(desk.arguments.catalogue)), problems);
    const auto done = compliance::training_done(desk.ledger, desk.wanted.name);
    if (done.empty()) {
        return Error{ErrorKind::usage,
                     say("{} n'a encore suivi aucun module", "{} has done no module yet",
                         printable(desk.wanted.name))};
    }
    return hand_over(
        desk, compliance::certificate(desk.wanted.name, done, modules,
                                      compliance::practice_values(desk.ledger), desk.language()));
}

}  // namespace

Result<ExitCode> run_document(const Desk& desk) {
    switch (desk.wanted.verb) {
        case Verb::letters:
            return list_letters(desk);
        case Verb::cnil_form:
            return cnil_form(desk);
        case Verb::print:
            return hand_over(desk, compliance::register_document(
                                       desk.ledger.records(RecordKind::activity),
                                       compliance::practice_values(desk.ledger), desk.language()));
        case Verb::certificate:
            return certificate(desk);
        default:
            return letter(desk);
    }
}

}  // namespace primum::cli
