// NumberShapes: where a text has what may be a social security number.
//
// By hand and not by a pattern: an expression without a letter in it keeps a pattern engine busy
// at every byte, while most text has no digit for pages.
#pragma once

#include <cstddef>
#include <string_view>

namespace primum::probes {

// The end of the 13 characters of a number that may begin at `begin`, together or in its usual
// groups, with a month that exists in some record; 0 when there is none. `folded` as fold_french()
// makes it.
std::size_t number_shape_end(std::string_view folded, std::size_t begin);

// The first digit at or after `from` with no digit before it; the text's size when there is none.
std::size_t next_number(std::string_view folded, std::size_t from);

// Calls `found` with the end of each shape, in rising order.
template <class Found>
void find_number_shapes(std::string_view folded, const Found& found) {
    for (auto at = next_number(folded, 0); at < folded.size(); at = next_number(folded, at + 1)) {
        if (const auto end = number_shape_end(folded, at); end > 0) found(end);
    }
}

}  // namespace primum::probes
