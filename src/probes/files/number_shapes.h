// NumberShapes: where a text has what may be a social security number.
//
// By hand and not by a pattern: an expression without a letter in it keeps a pattern engine busy
// at every byte, while most text has no thirteen digits in a row for pages.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace primum::probes {

// Calls `found` with the end of each run of 13 characters that may be a number, together or in its
// usual groups, with a month that exists in some record; in rising order. `folded` as fold_french()
// makes it.
void find_number_shapes(std::string_view folded, const std::function<void(std::size_t end)>& found);

}  // namespace primum::probes
