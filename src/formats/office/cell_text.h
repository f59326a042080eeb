// What the number in a spreadsheet's cell looks like to its reader: a number, or a date.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace primum::formats {

enum class CellStyle : std::uint8_t { number, date };
enum class DateSystem : std::uint8_t { since_1900, since_1904 };

// Of the formats that every spreadsheet knows by number, ECMA-376 part 1, 18.8.30.
CellStyle style_of_format(std::uint32_t number);
// Of a format as written: "dd/mm/yyyy", "0,00 €".
CellStyle style_of_format(std::string_view written);

// "185057512345673", "1.5", "12/03/1957".
std::string text_of_number(double value, CellStyle style, DateSystem dates);

}  // namespace primum::formats
