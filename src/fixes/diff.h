// The difference between two texts, as `diff -u` shows it.
#pragma once

#include <string>
#include <string_view>

namespace primum::fixes {

// Empty when they are the same. Three lines of context; lines of more than 4 000 bytes are cut.
std::string unified_diff(std::string_view name, std::string_view before, std::string_view after);

}  // namespace primum::fixes
