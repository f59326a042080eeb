// What could not be observed, put together by what there is to do about it.
#pragma once

#include <string>
#include <vector>

#include "report/report.h"

namespace primum::report {

// Findings that wait for the same thing, in the order of the report.
struct UnseenGroup {
    std::string reason;
    std::vector<const controls::Finding*> findings;
};

struct Unseen {
    std::size_t about_network = 0;    // The whole network was not looked at.
    std::size_t about_questions = 0;  // Only a person can tell.
    std::vector<UnseenGroup> others;
};

// Borrows the findings.
Unseen unseen_of(const Report& report, Language language);

// How many controls wait, what for, and the command that looks or asks.
Sentence network_not_looked_at(std::size_t controls);
Sentence questions_to_answer(std::size_t controls);

}  // namespace primum::report
