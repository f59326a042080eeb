// Answers: what persons said to the questions of the catalogue, kept as facts.
//
// Each answer is an observation of its own, so that a new one replaces the old one and no other.
#pragma once

#include <map>
#include <string>

#include "controls/question.h"
#include "facts/tables.h"
#include "report/report.h"
#include "store/store.h"

namespace primum::cli {

constexpr std::size_t free_answer_length_max = 200;

// The newest answer to each question, by the question's id.
Result<std::map<std::string, facts::Answer>> kept_answers(const store::Store& store);

// The id of the option that `typed` means: its id, its number from 1, or its text in `language`;
// "unknown" for "?" and "je ne sais pas". For a question without options, the text itself.
// ErrorKind::usage, with the options, when it means none.
Result<std::string> meant_answer(const controls::Question& question, const std::string& typed,
                                 Language language);

Result<> keep_answer(store::Store& store, store::RunId run, const facts::Answer& answer);

// True when `answer` was given longer than controls::answer_age_max before `at`.
bool is_too_old(const facts::Answer& answer, Time at);

// Question and answer, as a report shows them.
report::Answer answer_in_words(const controls::Question& question, const facts::Answer& kept);

// "Oui", "Je ne sais pas": what the person chose, as the question words it.
Sentence words_of(const controls::Question& question, const std::string& value);

}  // namespace primum::cli
