#include "formats/snmp.h"

#include <gtest/gtest.h>

#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

TEST(Snmp, the_question_is_the_one_that_snmpget_sends) {
    EXPECT_EQ(snmp_question(SnmpVersion::v1, 1),
              from_hex("3026 020100 0406 7075626c6963 a019 020101 020100 020100"
                       "300e 300c 0608 2b06010201010100 0500"));
    // Net-SNMP's numbers are large; the sign bit asks for a byte more.
    EXPECT_EQ(snmp_question(SnmpVersion::v2c, 0x7FFFFFFF)[4], std::byte{1});
    EXPECT_EQ(snmp_question(SnmpVersion::v2c, 0x80).size(),
              snmp_question(SnmpVersion::v2c, 0x7F).size() + 1);
}

TEST(Snmp, an_agent_describes_itself) {
    // snmpd 5.9.3, with another text.
    const auto answer =
        parse_snmp_answer(from_hex("302d 020100 0406 7075626c6963 a220 020101 020100 020100"
                                   "3015 3013 0608 2b06010201010100 0407 4c6173657220 39"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->version, SnmpVersion::v1);
    EXPECT_EQ(answer->request, 1U);
    EXPECT_EQ(answer->error_status, 0U);
    EXPECT_EQ(answer->description, "Laser 9");
}

TEST(Snmp, an_answer_without_the_object_is_still_an_answer) {
    // noSuchName, the object given back with no value.
    const auto answer =
        parse_snmp_answer(from_hex("3026 020100 0406 7075626c6963 a219 020101 020102 020101"
                                   "300e 300c 0608 2b06010201010100 0500"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error_status, 2U);
    EXPECT_EQ(answer->description, "");
}

TEST(Snmp, a_long_length_may_take_several_bytes) {
    const auto answer =
        parse_snmp_answer(from_hex("308126 020101 0406 7075626c6963 a2820017 020101 020100 020100"
                                   "300c 300a 0608 2b06010201010100"));
    EXPECT_TRUE(answer);
}

TEST(Snmp, our_own_question_is_no_answer) {
    EXPECT_FALSE(parse_snmp_answer(snmp_question(SnmpVersion::v1, 1)));
}

TEST(Snmp, other_bytes_are_an_error) {
    for (const auto* bytes : {"", "30", "3080", "30ff", "3003020103", "300702010004010041"}) {
        EXPECT_FALSE(parse_snmp_answer(from_hex(bytes))) << bytes;
    }
}

}  // namespace
}  // namespace primum::formats
