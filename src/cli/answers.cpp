#include "cli/answers.h"

#include "base/text.h"
#include "facts/cell.h"

namespace primum::cli {
namespace {

using facts::text_of;

using controls::Question;

bool means_unknown(const std::string& typed) {
    for (const std::string_view word : {"?", "unknown", "je ne sais pas", "i don't know"}) {
        if (equal_ignoring_case(typed, word)) return true;
    }
    return false;
}

Error no_such_answer(const Question& question) {
    std::string ids;
    for (const auto& option : question.options) ids += option.id + ", ";
    ids += controls::unknown_answer;
    return {ErrorKind::usage, say("{} : la réponse est l'une de {}", "{}: the answer is one of {}",
                                  question.id, ids)};
}

}  // namespace

Result<std::map<std::string, facts::Answer>> kept_answers(const store::Store& store) {
    const auto rows =
        TRY(store.query("SELECT question, value, answered_at, answered_by FROM answer"));
    std::map<std::string, facts::Answer> answers;
    for (const auto& row : rows.rows) {
        answers[text_of(row[0])] = {.question = text_of(row[0]),
                                    .value = text_of(row[1]),
                                    .answered_at = text_of(row[2]),
                                    .answered_by = text_of(row[3])};
    }
    return answers;
}

Result<std::string> meant_answer(const Question& question, const std::string& typed,
                                 Language language) {
    const std::string answer(trim(typed));
    if (means_unknown(answer)) return std::string(controls::unknown_answer);
    if (question.options.empty()) {
        auto text = printable(answer, free_answer_length_max);
        if (text.empty()) return no_such_answer(question);
        return text;
    }
    const auto number = parse_number(answer);
    if (number && *number >= 1 && *number <= question.options.size()) {
        return question.options[*number - 1].id;
    }
    for (const auto& option : question.options) {
        if (equal_ignoring_case(answer, option.id) || answer == option.text.in(language)) {
            return option.id;
        }
    }
    return no_such_answer(question);
}

Result<> keep_answer(store::Store& store, store::RunId run, const facts::Answer& answer) {
    facts::Observation observation;
    observation.probe = controls::probe_of_question(answer.question);
    observation.scope = "practice";
    observation.started_at = observation.finished_at =
        parse_time(answer.answered_at.value_or("")).value_or(now());
    observation.tables = {&facts::table_of<facts::Answer>()};
    observation.facts = {facts::to_fact(answer)};
    if (answer.value == controls::unknown_answer) {
        observation.status = facts::Status::partial;
        observation.reasons = {say("à la question {}, vous avez répondu « je ne sais pas »",
                                   "to question {}, you answered \"I don't know\"",
                                   answer.question)};
    }
    const auto kept = store.record(run, observation);
    if (!kept) return kept.error();
    return {};
}

bool is_too_old(const facts::Answer& answer, Time at) {
    const auto given = parse_time(answer.answered_at.value_or(""));
    return !given || at - *given > controls::answer_age_max;
}

Sentence words_of(const Question& question, const std::string& value) {
    if (value == controls::unknown_answer) return {"Je ne sais pas", "I don't know"};
    const auto* option = question.find_option(value);
    return option != nullptr ? option->text : Sentence{value, value};
}

report::Answer answer_in_words(const controls::Question& question, const facts::Answer& kept) {
    return {.id = question.id,
            .question = question.ask,
            .value = words_of(question, kept.value),
            .at = kept.answered_at.value_or(""),
            .by = kept.answered_by.value_or("?")};
}

}  // namespace primum::cli
