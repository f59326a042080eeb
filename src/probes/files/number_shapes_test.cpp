#include "probes/files/number_shapes.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "probes/files/pattern_set.h"

namespace primum::probes {
namespace {

std::vector<std::size_t> ends_in(std::string_view text) {
    std::vector<std::size_t> ends;
    find_number_shapes(text, [&](std::size_t end) { ends.push_back(end); });
    return ends;
}

TEST(NumberShapes, a_number_is_seen_together_and_in_its_groups) {
    EXPECT_EQ(ends_in("1850578006084"), (std::vector<std::size_t>{13}));
    EXPECT_EQ(ends_in("nir : 1 85 05 78 006 084 91"), (std::vector<std::size_t>{24}));
    EXPECT_EQ(ends_in("2.90.12.2a.123.456"), (std::vector<std::size_t>{18}));
}

TEST(NumberShapes, digits_that_are_no_number_are_not_seen) {
    EXPECT_TRUE(ends_in("").empty());
    EXPECT_TRUE(ends_in("5850578006084").empty());   // No sex begins with 5.
    EXPECT_TRUE(ends_in("1851378006084").empty());   // No thirteenth month.
    EXPECT_TRUE(ends_in("x1850578006084").empty());  // Within a word.
    EXPECT_TRUE(ends_in("01850578006084").empty());
    EXPECT_TRUE(ends_in("185057800608").empty());
}

// The same as an expression says it.
TEST(NumberShapes, agree_with_the_pattern_engine_on_random_digits) {
    const std::vector<std::string> expressions{
        "(?:^|[^0-9a-z])[1-478][ .-]?[0-9]{2}[ .-]?(?:0[1-9]|1[0-2]|[2-9][0-9])[ .-]?"
        "[0-9][0-9ab][ .-]?[0-9]{3}[ .-]?[0-9]{3}"};
    const auto patterns = PatternSet::compile(expressions).value();
    auto scratch = patterns.make_scratch().value();
    std::mt19937 random(2026);  // NOLINT(cert-msc51-cpp): the same texts on every run.
    constexpr std::string_view alphabet = "00112223457890123456789 .-ab\nx";
    std::size_t seen = 0;
    for (int round = 0; round < 300; ++round) {
        std::string text;
        while (text.size() < 2000) text.push_back(alphabet[random() % alphabet.size()]);
        for (int i = 0; i < 10; ++i) text.replace(random() % 1900, 16, " 185057800608491");
        std::vector<std::size_t> expected;
        patterns.scan(text, scratch, [&](unsigned, std::size_t end) { expected.push_back(end); });
        ASSERT_EQ(ends_in(text), expected) << text;
        seen += expected.size();
    }
    EXPECT_GT(seen, 1000U);
}

}  // namespace
}  // namespace primum::probes
