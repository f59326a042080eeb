#include "base/text.h"

#include <gtest/gtest.h>

namespace primum {
namespace {

TEST(Text, a_number_is_read_whole_or_not_at_all) {
    EXPECT_EQ(parse_number("104"), 104U);
    EXPECT_EQ(parse_number("104 "), std::nullopt);
    EXPECT_EQ(parse_number("-1"), std::nullopt);
    EXPECT_EQ(parse_number(""), std::nullopt);
    EXPECT_EQ(parse_number("99999999999999999999"), std::nullopt);
}

TEST(Text, white_space_is_trimmed_at_both_ends_only) {
    EXPECT_EQ(trim(" \t\r\n\f\va \t b\v "), "a \t b");
    EXPECT_EQ(trim("\x08 a\x0E"), "\x08 a\x0E");
    EXPECT_EQ(trim(" \n "), "");
    EXPECT_EQ(trim(""), "");
}

TEST(Text, split_keeps_empty_parts) {
    EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
    EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
}

TEST(Text, case_is_folded_for_ascii_only) {
    EXPECT_TRUE(equal_ignoring_case("ORTHANC", "Orthanc"));
    EXPECT_FALSE(equal_ignoring_case("É", "é"));
    EXPECT_EQ(lower_case("Échographe-A"), "Échographe-a");
}

TEST(Text, printable_keeps_accents_and_drops_what_a_terminal_would_obey) {
    EXPECT_EQ(printable("Échographe\x1b[31m"), "Échographe [31m");
    EXPECT_EQ(printable("a\xC2\x9B"
                        "31m"),
              "a 31m");  // CSI as a single C1 character.
    EXPECT_EQ(printable("\r\n nom \t"), "nom");
}

TEST(Text, printable_reads_other_bytes_as_latin1) { EXPECT_EQ(printable("caf\xE9"), "café"); }

TEST(Text, printable_never_cuts_a_character_in_two) { EXPECT_EQ(printable("éé", 3), "é"); }

}  // namespace
}  // namespace primum
