// Error correction: a Reed-Solomon code over words of 11 bits, 24 that say something and six that
// check them.
//
// The field is GF(2^11) with x^11 + x^2 + 1; a is x. Word i of 30 is the coefficient of x^(29-i) of
// a polynomial that has a^0 … a^5 as roots; the first 24 are the message as it is. Specified in
// docs/design/paper-key.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace primum::paper {

inline constexpr std::size_t message_words = 24;
inline constexpr std::size_t check_words = 6;
inline constexpr std::size_t code_words = message_words + check_words;

using CodeWord = std::array<std::uint16_t, code_words>;

CodeWord protect(std::span<const std::uint16_t, message_words> message);

struct Correction {
    CodeWord word;  // As it was written.
    std::vector<std::size_t>
        places;  // Where it differs from what was read, ascending; erased ones included.
};

// The code word nearest to `read`. An erased word costs one of the six check words, a wrong one
// anywhere else two: up to three wrong ones, or two wrong and two erased, or six erased are mended.
// Nothing when no code word is as near as that: more wrong words are taken for others once in two
// million times.
std::optional<Correction> correct(const CodeWord& read, std::span<const std::size_t> erased);

}  // namespace primum::paper
