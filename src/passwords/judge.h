// Judging a password: what the CNIL's recommendation asks (deliberation 2022-100 of 21 July 2022),
// and how soon somebody would guess it.
//
// The CNIL counts characters; people choose words and dates. So a password that is long enough, and
// that a guesser tries early, is worth less than its length says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace primum::passwords {

// What a password is fit for, by the CNIL's three cases. Each includes those before it.
enum class Level {
    none,        // For nothing.
    unlock,      // 13 bits: a code of a device that blocks after three tries.
    restricted,  // 50 bits: where tries are limited or slowed down.
    alone,       // 80 bits, or its equivalents: a password and nothing else.
};

struct Verdict {
    Level level = Level::none;
    std::size_t length = 0;  // In characters.
    std::size_t words = 0;   // Of a passphrase: parts between separators, of three letters.
    bool lower = false;
    bool upper = false;
    bool digit = false;
    bool special = false;
    double theoretical_bits = 0;    // log2(alphabet ^ length), as the CNIL's calculator.
    double guessed_bits = 0;        // log2 of the tries that a clever guesser needs.
    bool is_guessed_early = false;  // It would be level higher, were it not so easy to guess.
};

constexpr std::size_t judged_length_max = 100;  // Characters; what follows adds nothing.

// `common` are words that a French guesser tries first, the most usual first, in lower case.
Verdict judge(std::string_view password, const std::vector<std::string>& common);

}  // namespace primum::passwords
