// How the phrases of the word table are looked for in folded text.
//
// A phrase is a pattern as it is written. Of one with numbers ("patient de N ans") a part is, and
// the rest is compared where that part stands: a hundred expressions with as many digits as may be
// took four times as long to compile as two thousand phrases without.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace primum::probes {

// "N" stands for a number of one to three digits, after a space or a line's end.
bool has_number(std::string_view phrase);

// For PatternSet.
std::string expression_of(std::string_view phrase);

// Where the phrase ends whose expression matched up to `end`; nothing when the rest is not there.
std::optional<std::size_t> end_of_phrase(std::string_view phrase, std::string_view text,
                                         std::size_t end);

}  // namespace primum::probes
