// A password that nobody chose: hard to guess, easy to read aloud and to type.
#pragma once

#include <string>

namespace primum::cli {

// Twenty-four of thirty-one signs, by groups of four: 118 bits. None that looks like another
// (0 and O, 1 and l).
std::string make_password();

}  // namespace primum::cli
