// Reading a long text file line by line, in little memory.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "base/result.h"

namespace primum::os {

constexpr std::size_t line_bytes_max = 4096;

// Calls `take` with each line, without its end, until it returns false. A longer line than
// line_bytes_max is left out. The view is valid during the call.
Result<> for_each_line(const std::filesystem::path& path,
                       const std::function<bool(std::string_view line)>& take);

}  // namespace primum::os
