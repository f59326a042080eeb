// DelimitedText: tables as text, as every program exports them: CSV with commas, semicolons, tabs
// or bars, quoted or not (RFC 4180).
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace primum::formats {

inline constexpr std::size_t delimited_columns_max = 400;

// The sign between the columns: that which stands equally often in the first lines. Nothing when
// the text is no table.
std::optional<char> find_delimiter(std::string_view text);

// Calls `row` with the values of each line, without their quotes; doubled quotes stay doubled. Ends
// when `row` says false.
using DelimitedRow = std::function<bool(std::span<const std::string_view>)>;
void walk_delimited_rows(std::string_view text, char delimiter, const DelimitedRow& row);

}  // namespace primum::formats
