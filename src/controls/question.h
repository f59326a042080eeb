// Question: something that only a person knows, as the catalogue asks it.
//
// Plain values, owned by their Catalogue. catalogue/questions/<group>.yaml, see docs/design.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"

namespace primum::controls {

// An answer is asked for again after so long: people leave, contracts end.
constexpr std::chrono::days answer_age_max{366};

// The option that every question has beside its own: "I don't know".
constexpr std::string_view unknown_answer = "unknown";

struct Option {
    std::string id;  // What is kept: "yes", "own-box".
    Sentence text;   // What the person reads.
};

// Asked only when the answer to another question is one of `values`.
struct Condition {
    std::string question;
    std::vector<std::string> values;
};

struct Question {
    std::string id;
    Sentence ask;
    Sentence why;                      // Why it is asked.
    std::vector<Option> options;       // Without "I don't know"; none: the answer is a free text.
    std::optional<std::string> known;  // SQL; a row means that the facts answer it already.
    std::optional<Condition> after;
    int line = 0;

    const Option* find_option(std::string_view option_id) const;  // Null when there is none.
};

struct QuestionGroup {
    std::string id;
    std::int64_t order = 0;  // The smallest is asked first.
    Sentence title;
    std::vector<Question> questions;
    std::filesystem::path file;
};

// The probe that an answer is kept as: "questions.locked-rooms".
std::string probe_of_question(std::string_view question);

}  // namespace primum::controls
