// FrenchDate: a date as people and programs write it in French documents.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace primum::formats {

struct FrenchDate {
    std::string digits;   // "19820914"
    std::size_t end = 0;  // Where it ends in the text.
};

// The date at `begin` of a text folded by fold_french(): "14/09/1982", "14.9.82", "14 | 09 | 1982",
// "14 septembre 1982", "1er mars 1950", "1982-09-14", "19820914", "1 4 0 9 1 9 8 2". Nothing when
// the day or the month cannot be; years are 1890 to 2099, of two digits those of the 20th century.
std::optional<FrenchDate> read_french_date(std::string_view folded, std::size_t begin);

}  // namespace primum::formats
