// How much of somebody else's questionnaire is answered by what is known already.
#pragma once

#include <vector>

#include "cli/interview.h"
#include "controls/catalogue.h"
#include "store/store.h"

namespace primum::cli {

struct FrameworkState {
    const controls::Framework* framework = nullptr;
    std::size_t by_facts = 0;    // By what Primum saw, or the same for every practice.
    std::size_t by_answers = 0;  // By what persons said.
    std::size_t open = 0;        // Not yet.
};

// One for each framework of the catalogue. An item that facts and questions answer counts once.
Result<std::vector<FrameworkState>> framework_states(const controls::Catalogue& catalogue,
                                                     const store::Store& store,
                                                     const std::vector<QuestionState>& questions);

}  // namespace primum::cli
