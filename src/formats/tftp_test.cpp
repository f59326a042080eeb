#include "formats/tftp.h"

#include <gtest/gtest.h>

#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

TEST(Tftp, the_question_reads_a_file_that_does_not_exist) {
    EXPECT_EQ(tftp_question(),
              to_bytes(std::string_view("\0\1primum-audit-no-such-file\0octet\0", 34)));
}

TEST(Tftp, a_refusal_shows_a_server) {
    // tftpd-hpa 5.2
    const auto answer = parse_tftp_answer(from_hex("0005 0001 46696c65206e6f7420666f756e64 00"));
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->refused);
    EXPECT_EQ(answer->number, 1);
    EXPECT_EQ(answer->message, "File not found");
}

TEST(Tftp, data_shows_a_server_too) {
    const auto answer = parse_tftp_answer(from_hex("0003 0001 4142"));
    ASSERT_TRUE(answer);
    EXPECT_FALSE(answer->refused);
}

TEST(Tftp, other_datagrams_are_an_error) {
    for (const auto* bytes : {"", "0005", "0001 0001", "3026"}) {
        EXPECT_FALSE(parse_tftp_answer(from_hex(bytes))) << bytes;
    }
    EXPECT_FALSE(parse_tftp_answer(Bytes(4 + 513, std::byte{3})));
}

}  // namespace
}  // namespace primum::formats
