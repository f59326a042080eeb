#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "base/text.h"
#include "cli/office_commands.h"
#include "cli/office_facts.h"
#include "cli/places.h"
#include "compliance/register.h"
#include "compliance/training.h"
#include "store/store.h"

namespace primum::cli {
namespace {

using compliance::RecordKind;
using compliance::TrainingModule;
using compliance::TrainingQuestion;

void show_question(const TrainingQuestion& question, Language language) {
    fmt::print("\n{}\n", question.ask.in(language));
    for (std::size_t i = 0; i < question.options.size(); ++i) {
        fmt::print("  {}. {}\n", i + 1, question.options[i].text.in(language));
    }
    fmt::print("> ");
    std::fflush(stdout);
}

// The number typed, from 1; asks again until it is one of them.
Result<std::size_t> ask(const TrainingQuestion& question, Language language) {
    while (true) {
        show_question(question, language);
        std::string line;
        if (!std::getline(std::cin, line)) {
            return Error{ErrorKind::stopped, {"abandonné", "given up"}};
        }
        const auto number = parse_number(trim(line));
        if (number && *number >= 1 && *number <= question.options.size()) return *number;
    }
}

Result<std::size_t> answer_to(const Desk& desk, const TrainingModule& module, std::size_t index) {
    const auto& question = module.questions[index];
    if (index < desk.wanted.answers.size()) {
        const std::size_t number = desk.wanted.answers[index];
        if (number >= 1 && number <= question.options.size()) return number;
    } else if (::isatty(STDIN_FILENO) == 1) {
        return ask(question, desk.language());
    }
    return Error{ErrorKind::usage,
                 say("ce module a {} questions : répondez par --answers, un numéro pour chacune",
                     "this module has {} questions: answer by --answers, a number for each",
                     module.questions.size())};
}

Result<> record(const Desk& desk, const compliance::Values& values) {
    TRY(desk.ledger.add(RecordKind::training, values, desk.office.author()));
    return tell_facts(desk.office, desk.ledger);
}

}  // namespace

Result<ExitCode> run_training(const Desk& desk) {
    std::vector<controls::Problem> problems;
    const auto modules =
        compliance::load_training(TRY(catalogue_directory(desk.arguments.catalogue)), problems);
    const auto module = std::ranges::find(modules, desk.wanted.name, &TrainingModule::id);
    if (module == modules.end()) {
        return Error{ErrorKind::usage,
                     say("il n'y a pas de module « {} » (primum training modules)",
                         "there is no module \"{}\" (primum training modules)",
                         printable(desk.wanted.name))};
    }
    const auto language = desk.language();
    fmt::print("{}\n", module->title.in(language));
    for (const auto& part : module->parts) fmt::print("\n{}\n", part.in(language));
    std::size_t right = 0;
    for (std::size_t i = 0; i < module->questions.size(); ++i) {
        const auto& question = module->questions[i];
        const auto number = TRY(answer_to(desk, *module, i));
        const bool is_right = question.options[number - 1].right;
        right += is_right ? 1 : 0;
        const auto verdict = is_right ? Sentence{"Oui.", "Yes."} : Sentence{"Non.", "No."};
        fmt::print("  {} {}\n", verdict.in(language), question.because.in(language));
    }
    const auto typed = compliance::value_of(desk.wanted.values, "person");
    const auto person = typed.empty() ? desk.office.person.person.name : std::string(typed);
    TRY(record(desk,
               compliance::training_done(person, *module, compliance::local_day_of(now()), right)));
    desk.print(say("\n{} : {} bonnes réponses sur {}, c'est noté.",
                   "\n{}: {} right answers of {}, recorded.", printable(person), right,
                   module->questions.size()));
    return ExitCode::fine;
}

Result<ExitCode> run_register_prefill(const Desk& desk) {
    std::vector<controls::Problem> problems;
    const auto made =
        compliance::load_register(TRY(catalogue_directory(desk.arguments.catalogue)), problems);
    if (!made) return Error{ErrorKind::malformed, problems.front().what};
    const auto store = TRY(store::Store::open(desk.office.home / "facts.db"));
    const auto measures = measures_seen(*made, store);
    std::size_t added = 0;
    for (const auto& activity : made->activities) {
        const auto all = desk.ledger.records(RecordKind::activity);
        const bool is_there = std::ranges::any_of(
            all, [&](const auto& record) { return record.value("template") == activity.id; });
        if (is_there) continue;
        const auto values = prefilled(activity, measures, desk.language());
        TRY(desk.ledger.add(RecordKind::activity, values, desk.office.author()));
        ++added;
        const auto rows = activity.evidence.seen.empty()
                              ? Result<store::Rows>(store::Rows{})
                              : store.query(activity.evidence.seen, {.rows_max = 1});
        const bool seen = rows && !rows->rows.empty();
        fmt::print("  {}{}\n", compliance::value_of(values, "title"),
                   seen ? Sentence{" (vu par Primum)", " (seen by Primum)"}.in(desk.language())
                        : std::string());
    }
    TRY(tell_facts(desk.office, desk.ledger));
    desk.print(
        say("{} activités proposées. Relisez chacune : primum register show NUMÉRO, puis "
            "register change NUMÉRO --state confirmed, ou unused si le cabinet ne le fait pas.",
            "{} activities proposed. Read each: primum register show NUMBER, then register "
            "change NUMBER --state confirmed, or unused if the practice does not do it.",
            added));
    return ExitCode::fine;
}

}  // namespace primum::cli
