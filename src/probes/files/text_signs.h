// TextSigns: what one pass over a text finds in it: signs by class, and where persons may stand.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/health/social_security_number.h"
#include "probes/files/code_signs.h"
#include "probes/files/pattern_set.h"
#include "probes/files/structure.h"
#include "probes/files/word_table.h"

namespace primum::probes {

inline constexpr std::size_t labels_max = 100'000;  // More places in one text are not looked at.
inline constexpr std::size_t numbers_max = 100'000;

struct Label {
    WordClass sign;
    std::size_t begin = 0;  // Of the phrase in the folded text.
    std::size_t end = 0;
};

struct TextSigns {
    // The phrases of each class, each counted once: how many, and the sum of their weights.
    std::array<int, word_class_count> distinct{};
    std::array<int, word_class_count> weight{};
    std::vector<Label> labels;  // Of birth, number, record, title, doctor and age, in order.
    std::vector<formats::SocialSecurityNumber> numbers;  // With a right key, in order.
    CodeSigns codes;
    std::int64_t wrong_numbers = 0;  // As long as one with its key, which is wrong.
    Hints hints{};

    bool has_phrases() const {  // Stems are no more than a reason to look closely.
        return std::ranges::any_of(distinct.begin() + 1, distinct.end(),
                                   [](int count) { return count > 0; });
    }
    int distinct_of(WordClass sign) const { return distinct.at(static_cast<std::size_t>(sign)); }
    int weight_of(WordClass sign) const { return weight.at(static_cast<std::size_t>(sign)); }
};

// How much of a long text is looked through for phrases: its beginning and its end. Numbers, labels
// and the marks of formats are looked for everywhere.
inline constexpr std::size_t head_bytes_max = 64UL * 1024;
inline constexpr std::size_t tail_bytes_max = 16UL * 1024;
// A text up to this size is looked through in any case; a longer one when it has so many stems.
inline constexpr std::size_t short_text_bytes_max = 4096;
inline constexpr int stems_min = 3;

// Two passes: a first one with few and rare patterns over all of the text, a second one with all
// phrases where the first finds it worth while. Stems are looked for until there are enough of
// them: where every second word is medical, each further one would only cost time. Thread-safe; a
// Scratch belongs to one thread at a time.
class SignFinder {
public:
    static Result<SignFinder> create(std::vector<Word> words);

    struct Scratch {
        PatternSet::Scratch marks;
        PatternSet::Scratch marks_and_stems;
        PatternSet::Scratch phrases;
        std::vector<std::uint8_t> seen;  // Of each word, in this text.
    };
    Result<Scratch> make_scratch() const;

    // `folded` as fold_french() makes it; it must outlive the answer.
    TextSigns find(std::string_view folded, Scratch& scratch) const;

private:
    class Collector;
    struct Sets {
        PatternSet marks;  // Labels and formats.
        PatternSet marks_and_stems;
        PatternSet phrases;
    };
    SignFinder(std::vector<Word> words, std::size_t labels, std::size_t stems, Sets sets)
        : words_(std::move(words)),
          label_count_(labels),
          stem_count_(stems),
          sets_(std::move(sets)) {}

    void take_mark(unsigned pattern, std::size_t end, Collector& collector) const;
    void find_marks(std::string_view folded, Scratch& scratch, Collector& collector) const;
    struct Piece {
        std::size_t begin, end;
    };
    void find_marks_between(std::string_view folded, Piece piece, bool with_stems, Scratch& scratch,
                            Collector& collector) const;
    void find_phrases(std::string_view folded, std::size_t begin, std::size_t length,
                      Scratch& scratch, Collector& collector) const;

    std::vector<Word> words_;  // Labels of the first pass, then stems, then all others.
    std::size_t label_count_;
    std::size_t stem_count_;
    Sets sets_;
};

}  // namespace primum::probes
