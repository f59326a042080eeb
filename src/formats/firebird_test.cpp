#include "formats/firebird.h"

#include <gtest/gtest.h>

#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

TEST(Firebird, the_first_message_offers_every_protocol_since_2_0) {
    const auto message = firebird_connect();
    EXPECT_EQ(as_text(BytesView(message).first(16)),
              as_text(from_hex("00000001 00000013 00000003 00000001")));
    EXPECT_EQ(message.size() % 4, 0U);
    EXPECT_EQ(as_text(BytesView(message).last(20)),
              as_text(from_hex("ffff8012 00000001 00000000 00000005 0000000a")));
}

TEST(Firebird, a_server_goes_on_to_ask_who_is_there) {
    // Firebird 3.0.11 of Debian 12: op_cond_accept.
    const auto answer = parse_firebird_answer(from_hex(
        "00000062 ffff800f 00000001 00000005 00000000 00000003 53727000 00000000 00000000"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->protocol, 15);
    EXPECT_EQ(answer->needs_login, true);
    EXPECT_EQ(firebird_release(*answer->protocol), "3.0");
}

TEST(Firebird, an_old_server_asks_later) {
    const auto answer = parse_firebird_answer(from_hex("00000003 ffff800c 00000001 00000005"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(firebird_release(*answer->protocol), "2.5");
    EXPECT_EQ(answer->needs_login, std::nullopt);
}

TEST(Firebird, a_refusal_is_firebird_too) {
    const auto rejected = parse_firebird_answer(from_hex("00000004"));
    ASSERT_TRUE(rejected);
    EXPECT_EQ(rejected->protocol, std::nullopt);
    EXPECT_TRUE(parse_firebird_answer(
        from_hex("00000009 00000000 0000000000000000 00000000 00000001 14000195 00000000")));
}

TEST(Firebird, other_bytes_are_an_error) {
    for (const auto* bytes : {"", "00000062", "00000062 ffff800f 00000001 00000005 7fffffff",
                              "00000003 12345678 00000001 00000005", "48545450",
                              "00000009 00000000 0000000000000000 00000000 00000007"}) {
        EXPECT_FALSE(parse_firebird_answer(from_hex(bytes))) << bytes;
    }
}

}  // namespace
}  // namespace primum::formats
