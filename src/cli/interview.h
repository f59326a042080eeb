// Interview: asks a person the questions that nothing else can answer, and keeps each answer at
// once, so that an interview can be left at any moment and taken up again.
#pragma once

#include <iosfwd>
#include <string>

#include "controls/catalogue.h"
#include "store/store.h"

namespace primum::cli {

struct Interviewee {
    std::istream& input;
    std::ostream& output;
    Language language;
    std::string name;  // Kept with each answer.
};

// Where the questions of a catalogue stand.
struct QuestionState {
    enum class Kind { to_ask, answered, known_by_facts, not_concerned };
    const controls::QuestionGroup* group = nullptr;
    const controls::Question* question = nullptr;
    Kind kind = Kind::to_ask;
    std::optional<facts::Answer> answer;  // The last one, also when it is too old to count.
};

// All questions in the order in which they are asked.
Result<std::vector<QuestionState>> question_states(const controls::Catalogue& catalogue,
                                                   const store::Store& store, Time at);

// What came of the interview.
struct Interviewed {
    std::size_t answered = 0;
    std::size_t skipped = 0;
    bool left = false;  // The person wanted to stop, or there was nothing more to read.
};

// Asks every question that is still to be asked. An answer may make others needless or needed.
Result<Interviewed> interview(const controls::Catalogue& catalogue, store::Store& store,
                              store::RunId run, const Interviewee& person);

// Asks one question, whatever was answered before.
Result<Interviewed> ask_one(const controls::Question& question, store::Store& store,
                            store::RunId run, const Interviewee& person);

}  // namespace primum::cli
