// TextSigns: what one pass over a text finds in it: signs by class, and where persons may stand.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/health/social_security_number.h"
#include "probes/files/pattern_set.h"
#include "probes/files/structure.h"
#include "probes/files/word_table.h"

namespace primum::probes {

inline constexpr std::size_t labels_max = 20'000;  // More places in one text are not looked at.
inline constexpr std::size_t numbers_max = 100'000;

struct Label {
    WordClass sign;
    std::size_t begin = 0;  // Of the phrase in the folded text.
    std::size_t end = 0;
};

struct TextSigns {
    // The phrases of each class, each counted once: how many, and the sum of their weights.
    std::array<int, sign_count> distinct{};
    std::array<int, sign_count> weight{};
    std::vector<Label> labels;  // Of birth, number, record, title and doctor, in order.
    std::vector<formats::SocialSecurityNumber> numbers;  // With a right key, in order.
    std::int64_t wrong_numbers = 0;  // As long as one with its key, which is wrong.
    Hints hints{};

    int distinct_of(WordClass sign) const { return distinct.at(static_cast<std::size_t>(sign)); }
    int weight_of(WordClass sign) const { return weight.at(static_cast<std::size_t>(sign)); }
};

// Thread-safe; a Scratch belongs to one thread at a time.
class SignFinder {
public:
    static Result<SignFinder> create(std::vector<Word> words);

    struct Scratch {
        PatternSet::Scratch patterns;
        std::vector<std::uint8_t> seen;  // Of each word, in this text.
    };
    Result<Scratch> make_scratch() const;

    // `folded` as fold_french() makes it.
    TextSigns find(std::string_view folded, Scratch& scratch) const;

private:
    SignFinder(std::vector<Word> words, PatternSet patterns)
        : words_(std::move(words)), patterns_(std::move(patterns)) {}

    std::vector<Word> words_;
    PatternSet patterns_;
};

}  // namespace primum::probes
