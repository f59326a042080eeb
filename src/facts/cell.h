// What a cell that a query gave holds, as the type that is wanted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "facts/column.h"

namespace primum::facts {

// The text, or a number in digits; empty where nothing is known.
std::string text_of(const Value& value);
std::optional<std::string> text_or_nothing(const Value& value);
// 0 where no number is known.
std::int64_t number_of(const Value& value);
std::optional<bool> flag_of(const Value& value);

}  // namespace primum::facts
