// Converter: an installed program that turns one text into another, from its standard input to its
// standard output.
//
// It gets the input, an environment of the caller's own and nothing else; its standard error goes
// nowhere. The calling thread waits.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace primum::os {

struct Conversion {
    std::filesystem::path program;
    std::vector<std::string> arguments;
    std::vector<std::string> environment;  // "NAME=value"
    std::chrono::milliseconds time_max{120'000};
    std::uint64_t output_bytes_max = 64ULL * 1024 * 1024;
};

// Errors: not_found when the program is not installed; unreachable at the end of its time;
// malformed when it gave up or did not stop answering. In all cases the process is gone on return.
Result<std::string> convert(const Conversion& conversion, std::string_view input);

}  // namespace primum::os
