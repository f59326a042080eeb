// SocialSecurityNumber: the NIR, which names every person insured in France.
//
// 13 characters (sex, year, month, department with 2A and 2B, commune, order) and a key of two
// digits: 97 minus the number modulo 97, with 2A read as 19 and 2B as 18 (INSEE).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace primum::formats {

inline constexpr std::size_t social_security_number_length = 13;  // Without its key.

struct SocialSecurityNumber {
    std::string number;          // The 13 characters; a letter of Corsica in lower case.
    bool has_key = false;        // Two digits stood behind it...
    bool key_is_right = false;   // ...and they are the right ones.
    bool month_is_real = false;  // 01 to 12; others are given to incomplete civil records.
    bool is_luhn = false;        // Its 15 digits would also pass for a card or a device number.
    std::size_t begin = 0;       // Where it stands in the text.
    std::size_t end = 0;
};

// The one that begins at `begin`, with its digits together, in groups, or each apart. Nothing where
// no person's number could be: another digit or letter on either side, an impossible month.
std::optional<SocialSecurityNumber> read_social_security_number(std::string_view text,
                                                                std::size_t begin);

// Thirteen to fifteen digits apart or together that begin like one, whatever they say: what a
// person wrote after "n° de sécurité sociale". The digits, or nothing.
std::string labelled_number(std::string_view text);

// In records of fixed columns, where digits stand on both sides: the 15 characters at `begin`, when
// their key is right and the month real.
std::optional<std::string> read_compact_number(std::string_view text, std::size_t begin);

}  // namespace primum::formats
