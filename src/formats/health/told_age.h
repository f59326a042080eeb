// ToldAge: someone whose age is told, whatever else he is called: "une institutrice de 31 ans",
// "DUPONT Jeanne, 61 ans", "elle a vingt-deux ans".
#pragma once

#include <cstddef>
#include <string_view>

namespace primum::formats {

// Whether "ans" at `years` of a text folded by fold_french() ends the age of one person. Not told
// are lengths of time ("depuis 3 ans", "un bail de 9 ans") and groups ("les femmes de 50 ans",
// "plus de 60 ans").
bool tells_age(std::string_view folded, std::size_t years);

}  // namespace primum::formats
