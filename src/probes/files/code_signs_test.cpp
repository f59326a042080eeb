#include "probes/files/code_signs.h"

#include <string>

#include <gtest/gtest.h>

#include "probes/files/pattern_set.h"

namespace primum::probes {
namespace {

CodeSigns signs_of(std::string_view text) {
    std::vector<std::string> expressions;
    for (const auto& pattern : code_patterns) expressions.emplace_back(pattern.expression);
    const auto patterns = PatternSet::compile(expressions).value();
    auto scratch = patterns.make_scratch().value();
    CodeSigns signs;
    patterns.scan(text, scratch, [&](unsigned pattern, std::size_t end) {
        signs.take(code_patterns.at(pattern).kind, text, end);
    });
    return signs;
}

TEST(CodeSigns, two_codes_of_a_nomenclature_are_a_use_of_it) {
    EXPECT_EQ(signs_of("deqp003 puis hbjd001").kinds(), 1);
    EXPECT_EQ(signs_of("deqp003, deqp003").kinds(), 0);
    EXPECT_EQ(signs_of("n02be01;c07ab07").kinds(), 1);
    EXPECT_EQ(signs_of("dp e11.9 das i10.0").kinds(), 1);
    EXPECT_EQ(signs_of("11502-2 34112-3 18748-4").kinds(), 1);
    EXPECT_EQ(signs_of("deqp003 hbjd001 e11.9 f32.10").kinds(), 2);
}

TEST(CodeSigns, a_packet_of_medicine_is_known_by_one_number_with_its_key) {
    EXPECT_EQ(signs_of("boite 3400935955838").kinds(), 1);
    EXPECT_EQ(signs_of("boite 3400935955837").kinds(), 0);
    EXPECT_EQ(signs_of("34009359558380").kinds(), 0);
}

TEST(CodeSigns, what_only_looks_like_a_code_is_none) {
    EXPECT_EQ(signs_of("xdeqp003 hbjd0012").kinds(), 0);
    EXPECT_EQ(signs_of("tel 0123-4 5678-9 2024-1").kinds(), 0);
    EXPECT_EQ(signs_of("2024-05-12 2024-06-13 2024-07-14").kinds(), 0);
    EXPECT_EQ(signs_of("v1.2 b12.34.5").kinds(), 0);
}

TEST(CodeSigns, hundreds_of_codes_are_the_nomenclature_itself) {
    std::string table;
    for (int i = 100; i < 200; ++i) table += "deqp" + std::to_string(i) + "\n";
    EXPECT_TRUE(signs_of(table).is_nomenclature());
    EXPECT_FALSE(signs_of("deqp003\nhbjd001\n").is_nomenclature());
}

}  // namespace
}  // namespace primum::probes
