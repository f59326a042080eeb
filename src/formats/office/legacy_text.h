// Text as old programs kept it: in two bytes a character, or in the code page of a country.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace primum::formats {

// Appends one character. What is no character (half of a pair, beyond Unicode) becomes U+FFFD.
void append_utf8(std::string& text, std::uint32_t character);

// UTF-16, little-endian; an odd last byte is left out.
std::string utf8_of_utf16(BytesView bytes);

// Western code pages: 1252 (Windows), 10000 (Macintosh), 437 and 850 (DOS), 65001 (UTF-8 itself);
// any other is read as 1252.
std::string utf8_of_code_page(std::string_view bytes, unsigned code_page);

}  // namespace primum::formats
