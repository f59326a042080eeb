#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "base/text.h"
#include "cli/answers.h"
#include "cli/commands.h"
#include "cli/framework_state.h"
#include "cli/interview.h"
#include "cli/places.h"
#include "os/file.h"

namespace primum::cli {
namespace {

using controls::Catalogue;
using controls::Question;
using Kind = QuestionState::Kind;

constexpr std::size_t name_length_max = 100;

// Who answers: the name given, else that of the account.
std::string name_of_person(const AnswerArguments& answer) {
    if (auto name = printable(answer.by, name_length_max); !name.empty()) return name;
    const auto* account = ::getpwuid(::getuid());  // NOLINT(concurrency-mt-unsafe): one thread.
    return account != nullptr ? printable(account->pw_name, name_length_max) : "";
}

Result<const Question*> question_named(const Catalogue& catalogue, const std::string& id) {
    if (const auto* question = catalogue.find_question(id)) return question;
    return Error{ErrorKind::usage,
                 say("il n'y a pas de question « {} » (« primum answer » les liste)",
                     "there is no question \"{}\" (\"primum answer\" lists them)", printable(id))};
}

void show_question(const Question& question, const std::optional<facts::Answer>& answer,
                   Language language) {
    fmt::print("{}\n    ({})\n", question.ask.in(language), question.why.in(language));
    for (const auto& option : question.options) {
        fmt::print("  {:<24}{}\n", option.id, option.text.in(language));
    }
    fmt::print("  {:<24}{}\n", controls::unknown_answer,
               words_of(question, std::string(controls::unknown_answer)).in(language));
    if (!answer) return;
    const auto told =
        say("Répondu le {} par {} : {}", "Answered on {} by {}: {}",
            answer->answered_at.value_or("").substr(0, 10), answer->answered_by.value_or("?"),
            words_of(question, answer->value).in(language));
    fmt::print("{}\n", told.in(language));
}

Sentence state_word(const QuestionState& state) {
    switch (state.kind) {
        case Kind::to_ask:
            if (state.answer) return {"à redemander (plus d'un an)", "to ask again (over a year)"};
            return {"à poser", "to ask"};
        case Kind::answered:
            CHECK(state.answer);
            return words_of(*state.question, state.answer->value);
        case Kind::known_by_facts:
            return {"déjà vu par Primum", "seen by Primum already"};
        case Kind::not_concerned:
            return {"sans objet", "not concerned"};
    }
    CHECK(false);
    return {};
}

void list_questions(const std::vector<QuestionState>& states, Language language) {
    const controls::QuestionGroup* group = nullptr;
    for (const auto& state : states) {
        if (state.group != group) fmt::print("{}\n", state.group->title.in(language));
        group = state.group;
        fmt::print("  {:<24}{}\n", state.question->id, state_word(state).in(language));
    }
}

std::size_t count(const std::vector<QuestionState>& states, Kind kind) {
    return static_cast<std::size_t>(std::ranges::count(states, kind, &QuestionState::kind));
}

Result<> show_sums(const Catalogue& catalogue, const store::Store& store, Language language) {
    const auto states = TRY(question_states(catalogue, store, now()));
    const auto sums =
        say("{} questions : {} répondues, {} dont Primum a vu la réponse, {} à poser.",
            "{} questions: {} answered, {} whose answer Primum has seen, {} to ask.", states.size(),
            count(states, Kind::answered), count(states, Kind::known_by_facts),
            count(states, Kind::to_ask));
    fmt::print("\n{}\n", sums.in(language));
    for (const auto& known : TRY(framework_states(catalogue, store, states))) {
        const auto line =
            say("{} : {} réponses sur {} déjà connues ({} vues par Primum, {} de vous).",
                "{}: {} answers of {} known already ({} seen by Primum, {} yours).",
                known.framework->title.in(language), known.by_facts + known.by_answers,
                known.framework->items.size(), known.by_facts, known.by_answers);
        fmt::print("{}\n", line.in(language));
    }
    return {};
}

// Where answers are kept. They are no audit: they belong to no run.
Result<store::Store> store_to_write() {
    const auto home = TRY(home_directory());
    TRY(os::make_private_directory(home));
    return store::Store::open(home / "facts.db");
}

Result<store::Store> store_to_read() {
    auto kept = store::Store::open_read_only(TRY(home_directory()) / "facts.db");
    if (kept || kept.error().kind != ErrorKind::not_found) return kept;
    return store::Store::open_in_memory();  // Nothing was answered yet.
}

Result<ExitCode> show_all(const Catalogue& catalogue, Language language) {
    const auto store = TRY(store_to_read());
    list_questions(TRY(question_states(catalogue, store, now())), language);
    TRY(show_sums(catalogue, store, language));
    return ExitCode::fine;
}

Result<ExitCode> show_one(const Question& question, Language language) {
    const auto answers = TRY(kept_answers(TRY(store_to_read())));
    const auto found = answers.find(question.id);
    show_question(question, found != answers.end() ? std::optional(found->second) : std::nullopt,
                  language);
    return ExitCode::fine;
}

Result<ExitCode> converse(const Catalogue& catalogue, const Question* only,
                          const Interviewee& person) {
    auto store = TRY(store_to_write());
    constexpr auto run = store::outside_any_run;
    TRY(only != nullptr ? ask_one(*only, store, run, person)
                        : interview(catalogue, store, run, person));
    TRY(show_sums(catalogue, store, person.language));
    return ExitCode::fine;
}

Result<ExitCode> keep_given(const Question& question, const AnswerArguments& answer,
                            Language language) {
    const auto value = TRY(meant_answer(question, answer.value, language));
    auto store = TRY(store_to_write());
    TRY(keep_answer(store, store::outside_any_run,
                    {.question = question.id,
                     .value = value,
                     .answered_at = format_time(now()),
                     .answered_by = name_of_person(answer)}));
    fmt::print("{} {}\n", question.ask.in(language), words_of(question, value).in(language));
    return ExitCode::fine;
}

}  // namespace

Result<ExitCode> run_answer(const Arguments& arguments, const AnswerArguments& answer) {
    const auto language = arguments.language;
    const auto catalogue = TRY(Catalogue::load(TRY(catalogue_directory(arguments.catalogue))));
    const Question* question = nullptr;
    if (!answer.question.empty()) question = TRY(question_named(catalogue, answer.question));
    if (!answer.value.empty()) return keep_given(*question, answer, language);

    const bool terminal = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
    if (terminal && !answer.list) {
        return converse(catalogue, question,
                        {std::cin, std::cout, language, name_of_person(answer)});
    }
    if (question != nullptr) return show_one(*question, language);
    return show_all(catalogue, language);
}

}  // namespace primum::cli
