// The files of one folder of the catalogue, for this room's readers. Private to this room.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "controls/control.h"

namespace primum::compliance {

// Calls `each` with every *.yaml of `folder` in the order of their names; what cannot be read is a
// problem. A folder that is not there has none.
void for_each_yaml(
    const std::filesystem::path& folder, std::vector<controls::Problem>& problems,
    const std::function<void(const std::string& text, const std::filesystem::path& file)>& each);

}  // namespace primum::compliance
