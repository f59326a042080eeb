// The fixes that there are.
#pragma once

#include <memory>
#include <vector>

#include "fixes/fix.h"

namespace primum::fixes {

const std::vector<std::unique_ptr<Fix>>& all_fixes();

// Those that serve the control, in the order in which they are to be tried.
std::vector<const Fix*> fixes_of(std::string_view control);

// What all of them plan together for what they find on this computer; `subjects` says for which.
// Fails when none finds anything, with their reasons; ErrorKind::usage for a control that no fix
// serves.
Result<Plan> plan_for(const Situation& situation);

}  // namespace primum::fixes
