// Hexadecimal digits of bytes, in lower case.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace primum {

std::string hex_of(BytesView bytes);

// Nothing when a character is no digit, or one is missing.
std::optional<Bytes> bytes_of_hex(std::string_view digits);

// The same as text; empty when it is none.
std::string text_of_hex(std::string_view digits);

template <std::size_t length>
std::optional<std::array<std::byte, length>> array_of_hex(std::string_view digits) {
    const auto bytes = bytes_of_hex(digits);
    if (!bytes || bytes->size() != length) return std::nullopt;
    std::array<std::byte, length> array;
    std::ranges::copy(*bytes, array.begin());
    return array;
}

}  // namespace primum
