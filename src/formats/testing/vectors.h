// Bytes for tests: recorded ones from tests/vectors/, and short ones written out in hexadecimal.
#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "base/byte_reader.h"
#include "base/bytes.h"
#include "base/check.h"

namespace primum::formats {

inline Bytes to_bytes(BytesView view) { return {view.begin(), view.end()}; }
inline Bytes to_bytes(std::string_view text) { return to_bytes(as_bytes(text)); }

// "dicom/findscu_request.bin"
inline Bytes vector_file(const std::string& name) {
    std::ifstream stream(std::string(PRIMUM_VECTORS "/") + name, std::ios::binary);
    CHECK(stream.is_open());
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    return to_bytes(content);
}

// "0300 00000004": blanks are for the reader.
inline Bytes from_hex(std::string_view text) {
    std::string digits(text);
    std::erase(digits, ' ');
    CHECK(digits.size() % 2 == 0);
    Bytes bytes;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        bytes.push_back(static_cast<std::byte>(std::stoi(digits.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

}  // namespace primum::formats
