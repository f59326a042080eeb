#include "probes/files/phrase_pattern.h"

#include <gtest/gtest.h>

#include "probes/files/pattern_set.h"

namespace primum::probes {
namespace {

// Where `phrase` ends in `text`, each time that it stands there.
std::vector<std::size_t> ends(std::string_view phrase, std::string_view text) {
    const auto patterns = PatternSet::compile(std::vector{expression_of(phrase)}).value();
    auto scratch = patterns.make_scratch().value();
    std::vector<std::size_t> found;
    patterns.scan(text, scratch, [&](unsigned, std::size_t end) {
        if (const auto at = end_of_phrase(phrase, text, end)) found.push_back(*at);
    });
    return found;
}

using Ends = std::vector<std::size_t>;

TEST(PhrasePattern, a_phrase_without_a_number_is_itself) {
    EXPECT_EQ(ends("cher confrere", "cher confrere,"), Ends{13});
    EXPECT_EQ(ends("n.a. (x)", "n.a. (x) nxax (x)"), Ends{8});
}

TEST(PhrasePattern, a_number_has_one_to_three_digits) {
    EXPECT_EQ(ends("patient de N ans", "patient de 7 ans"), Ends{16});
    EXPECT_EQ(ends("patient de N ans", "un patient de 107 ans."), Ends{21});
    EXPECT_EQ(ends("patient de N ans", "patient de\n42ans"), Ends{16});
    EXPECT_EQ(ends("patient de N ans", "patient de 1984 ans"), Ends{});
    EXPECT_EQ(ends("patient de N ans", "patient de la patiente de 4 ans"), Ends{});
    EXPECT_EQ(ends("patient de N ans", "patient de 4"), Ends{});
}

TEST(PhrasePattern, a_number_may_begin_or_end_it) {
    EXPECT_EQ(ends("N fois par jour", "12345 fois par jour"), Ends{19});
    EXPECT_EQ(ends("N fois par jour", "3fois par jour, fois par jour"), Ends{14});
    EXPECT_EQ(ends("pere de N", "pere de 3 enfants"), Ends{9});
    EXPECT_EQ(ends("pere de N", "pere de"), Ends{});
}

TEST(PhrasePattern, a_short_beginning_is_looked_for_before_the_number) {
    EXPECT_EQ(ends("a N mois", "a 6 mois, a\n12mois, 6 mois, la 6 mois"), (Ends{8, 18, 37}));
    EXPECT_EQ(ends("a N mois", "6 mois"), Ends{});
    EXPECT_EQ(ends("a N mois", "a 1234 mois"), Ends{});
    EXPECT_EQ(ends(", N ans", "x, 45 ans"), Ends{9});
}

TEST(PhrasePattern, several_numbers_follow_each_other) {
    EXPECT_EQ(ends("prise N fois N jours", "prise 2 fois 10 jours"), Ends{21});
    EXPECT_EQ(ends("prise N fois N jours", "prise 2 fois jours"), Ends{});
    EXPECT_EQ(ends("N cp N fois", "2 cp 3 fois"), Ends{11});
}

}  // namespace
}  // namespace primum::probes
