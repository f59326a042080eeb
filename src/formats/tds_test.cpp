#include "formats/tds.h"

#include <gtest/gtest.h>

#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

TEST(Tds, the_question_holds_a_version_and_an_encryption) {
    EXPECT_EQ(tds_prelogin(), from_hex("12 01 001a 0000 00 00 00 000b 0006 01 0011 0001 ff"
                                       "000000000000 00"));
}

TEST(Tds, a_server_says_its_version_and_its_encryption) {
    // [MS-TDS] 4.2, the prelogin response, with the version of SQL Server 2022 and no traces.
    const auto prelogin = parse_tds_prelogin(
        from_hex("04 01 001a 0000 01 00 00 000b 0006 01 0011 0001 ff 1000 03e8 0000 03"));
    ASSERT_TRUE(prelogin);
    EXPECT_EQ(prelogin->version(), "16.0.1000");
    EXPECT_EQ(prelogin->encryption, TdsEncryption::required);
}

TEST(Tds, values_outside_the_packet_are_an_error) {
    for (const auto* bytes :
         {"", "04 01 0009 0000 01 00", "04 01 0009 0000 01 00 ff",  // No version.
          "04 01 001a 0000 01 00 00 0fff 0006 01 0011 0001 ff 1000 03e8 0000 03",
          "04 01 001a 0000 01 00 00 000b 0006 01 0011 0001 ff 1000 03e8 0000 07",
          "04 01 001b 0000 01 00 00 000b 0006 01 0011 0001 ff 1000 03e8 0000 03",
          "12 01 001a 0000 01 00 00 000b 0006 01 0011 0001 ff 1000 03e8 0000 03"}) {
        EXPECT_FALSE(parse_tds_prelogin(from_hex(bytes))) << bytes;
    }
    EXPECT_FALSE(parse_tds_size(from_hex("04 01 ffff 0000 01 00")));
}

}  // namespace
}  // namespace primum::formats
