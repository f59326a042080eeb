#include "formats/ieee_list.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(IeeeList, both_published_forms_say_the_same) {
    const auto table = parse_ieee_line("MA-L,444B5D,GE Healthcare,9900 Innovation Drive US");
    const auto text = parse_ieee_line("444B5D     (base 16)\t\tGE Healthcare\r");
    ASSERT_TRUE(table);
    ASSERT_TRUE(text);
    EXPECT_EQ(table->prefix, "444b5d");
    EXPECT_EQ(table->owner, "GE Healthcare");
    EXPECT_EQ(text->prefix, table->prefix);
    EXPECT_EQ(text->owner, table->owner);
}

TEST(IeeeList, a_quoted_owner_keeps_its_commas_and_quotes) {
    const auto line = parse_ieee_line(R"(MA-S,70B3D5F2F,"Esaote, ""S.p.A.""","Genova, IT")");
    ASSERT_TRUE(line);
    EXPECT_EQ(line->prefix, "70b3d5f2f");
    EXPECT_EQ(line->owner, R"(Esaote, "S.p.A.")");
}

TEST(IeeeList, headings_and_addresses_assign_nothing) {
    for (const auto* line : {"", "Registry,Assignment,Organization Name", "MA-L", "MA-L,444B5D",
                             "MA-L,XYZ,Nobody", "44-4B-5D   (hex)\t\tGE Healthcare", "\t\tUS"}) {
        EXPECT_FALSE(parse_ieee_line(line)) << line;
    }
}

}  // namespace
}  // namespace primum::formats
