// UTF-8, character by character, RFC 3629. Private to this room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace primum::formats {

struct Utf8Character {
    std::uint32_t character = 0;
    std::size_t length = 0;  // 0: no character begins here.
};

// The character of two to four bytes at the start of `text`.
inline Utf8Character utf8_character(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
    if (byte(0) >= 0xc2U && byte(0) <= 0xdfU && follows(1)) {
        return {(byte(0) & 0x1fU) << 6 | (byte(1) & 0x3fU), 2};
    }
    if ((byte(0) & 0xf0U) == 0xe0U && follows(1) && follows(2)) {
        return {(byte(0) & 0x0fU) << 12 | (byte(1) & 0x3fU) << 6 | (byte(2) & 0x3fU), 3};
    }
    if ((byte(0) & 0xf8U) == 0xf0U && follows(1) && follows(2) && follows(3)) {
        return {(byte(0) & 7U) << 18 | (byte(1) & 0x3fU) << 12 | (byte(2) & 0x3fU) << 6 |
                    (byte(3) & 0x3fU),
                4};
    }
    return {};
}

// For characters of the first plane, alone.
inline void append_utf8(std::string& text, std::uint32_t character) {
    if (character < 0x80) {
        text.push_back(static_cast<char>(character));
    } else if (character < 0x800) {
        text.push_back(static_cast<char>(0xc0U | character >> 6));
        text.push_back(static_cast<char>(0x80U | (character & 0x3fU)));
    } else {
        text.push_back(static_cast<char>(0xe0U | (character >> 12 & 0xfU)));
        text.push_back(static_cast<char>(0x80U | (character >> 6 & 0x3fU)));
        text.push_back(static_cast<char>(0x80U | (character & 0x3fU)));
    }
}

}  // namespace primum::formats
