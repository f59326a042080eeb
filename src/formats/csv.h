// CSV (RFC 4180) as spreadsheets and password managers write it: commas or semicolons, fields in
// quotes where needed, with or without a byte order mark.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace primum::formats {

constexpr std::size_t csv_fields_max = 200;      // Of a row.
constexpr std::size_t csv_rows_max = 1'000'000;  // Of a file.

// Calls `take` with each row, the first included, until it returns false. The separator is the one
// that the first row has more of. ErrorKind::malformed when quotes do not end or a limit is passed.
Result<> for_each_csv_row(std::string_view text,
                          const std::function<bool(std::vector<std::string>& fields)>& take);

}  // namespace primum::formats
