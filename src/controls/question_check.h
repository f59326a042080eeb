// Checks that questions, controls and frameworks fit one another. Private to this room.
#pragma once

#include <vector>

#include "controls/catalogue.h"

namespace primum::controls {

// Notes: a question asked twice, or that nothing leans on; a condition, a probe, a case or an item
// of a framework that names what does not exist.
void check_questions(const Catalogue& catalogue, std::vector<Problem>& problems);

}  // namespace primum::controls
