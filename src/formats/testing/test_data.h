// The published files that tests look at where they are present; the project itself has none of
// them.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "base/byte_reader.h"

namespace primum::formats::testing {

// The set's folder under $PRIMUM_TESTDATA (else ../shared/testdata beside the project), or nothing.
inline std::optional<std::filesystem::path> test_data(const std::string& set) {
    const char* wanted = std::getenv("PRIMUM_TESTDATA");  // NOLINT(concurrency-mt-unsafe)
    const std::filesystem::path base = wanted != nullptr ? wanted : PRIMUM_TESTDATA_USUAL;
    if (!std::filesystem::is_directory(base / set)) return std::nullopt;
    return base / set;
}

inline Bytes file_bytes(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    const auto view = as_bytes(content);
    return {view.begin(), view.end()};
}

}  // namespace primum::formats::testing
