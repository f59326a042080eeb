#include "formats/mysql_handshake.h"

#include <gtest/gtest.h>

#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

// MariaDB 10.11 of Debian 12, without the packet header.
constexpr auto mariadb_greeting =
    "0a 352e352e352d31302e31312e31392d4d6172696144422d302b64656231327531 00 11000000"
    "4e70693f3d536836 00 fef7 08 0200 ff81 15 000000000000 1d000000"
    "705330334e70673674672a36 00 6d7973716c5f6e61746976655f70617373776f7264 00";

TEST(MySqlHandshake, mariadb_says_its_version_behind_a_disguise) {
    const auto greeting = parse_mysql_greeting(from_hex(mariadb_greeting));
    ASSERT_TRUE(greeting);
    EXPECT_TRUE(greeting->is_mariadb);
    EXPECT_EQ(greeting->version, "10.11.19-MariaDB-0+deb12u1");
    EXPECT_FALSE(greeting->offers_tls);
    EXPECT_TRUE(greeting->speaks_4_1);
    EXPECT_EQ(greeting->method, "mysql_native_password");
}

TEST(MySqlHandshake, mysql_8_offers_tls_and_another_method) {
    // The example of the manual's HandshakeV10, with the numbers of 8.0.36.
    const auto greeting = parse_mysql_greeting(
        from_hex("0a 382e302e3336 00 0b000000 5a7a2b4e0c5a5f52 00 ffff ff 0200 ffdf 15"
                 "00000000000000000000 3d2e7d104d4a61612a1d0766 00"
                 "63616368696e675f736861325f70617373776f7264 00"));
    ASSERT_TRUE(greeting);
    EXPECT_EQ(greeting->version, "8.0.36");
    EXPECT_FALSE(greeting->is_mariadb);
    EXPECT_TRUE(greeting->offers_tls);
    EXPECT_EQ(greeting->method, "caching_sha2_password");
}

TEST(MySqlHandshake, a_server_may_refuse_this_computer_before_it_greets) {
    // 1130: this host is not allowed to connect.
    const auto greeting = parse_mysql_greeting(from_hex("ff 6a04 486f73742027782720"));
    ASSERT_TRUE(greeting);
    ASSERT_TRUE(greeting->refusal);
    EXPECT_TRUE(greeting->refusal->is_about_access());
}

TEST(MySqlHandshake, too_many_connections_says_nothing_of_a_login) {
    const auto greeting = parse_mysql_greeting(from_hex("ff 1004 546f6f"));  // 1040
    ASSERT_TRUE(greeting && greeting->refusal);
    EXPECT_FALSE(greeting->refusal->is_about_access());
}

TEST(MySqlHandshake, the_login_holds_no_password) {
    EXPECT_EQ(mysql_login_without_password("root", "mysql_native_password"),
              from_hex("3c000001 00820800 00400000 21"
                       "0000000000000000000000000000000000000000000000"
                       "726f6f74 00 00 6d7973716c5f6e61746976655f70617373776f7264 00"));
    EXPECT_EQ(mysql_quit(), from_hex("01000000 01"));
}

TEST(MySqlHandshake, the_verdict_is_told_apart) {
    const auto accepted = parse_mysql_login_answer(from_hex("00 00 00 0200 0000"));
    ASSERT_TRUE(accepted);
    EXPECT_EQ(accepted->verdict, MySqlVerdict::accepted);

    const auto refused = parse_mysql_login_answer(from_hex("ff 1504 233238303030416363657373"));
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->verdict, MySqlVerdict::refused);
    EXPECT_TRUE(refused->refusal.is_about_access());

    const auto other = parse_mysql_login_answer(from_hex("fe 756e69785f736f636b6574 00"));
    ASSERT_TRUE(other);
    EXPECT_EQ(other->verdict, MySqlVerdict::other_method);
    EXPECT_EQ(other->method, "unix_socket");
}

TEST(MySqlHandshake, an_empty_password_has_words_in_some_methods_only) {
    EXPECT_EQ(mysql_empty_password("mysql_native_password", 3), from_hex("00000003"));
    EXPECT_EQ(mysql_empty_password("caching_sha2_password", 3), from_hex("01000003 00"));
    EXPECT_EQ(mysql_empty_password("client_ed25519", 3), std::nullopt);
}

TEST(MySqlHandshake, a_cut_or_foreign_greeting_is_an_error) {
    const auto whole = from_hex(mariadb_greeting);
    // A greeting may end after the lower capabilities, as before 4.1; not earlier.
    constexpr std::size_t shortest_bytes = 48;
    for (std::size_t size = 0; size < shortest_bytes; ++size) {
        EXPECT_FALSE(parse_mysql_greeting(BytesView(whole).first(size))) << size;
    }
    EXPECT_FALSE(parse_mysql_greeting(as_bytes("SSH-2.0-OpenSSH")));
    EXPECT_FALSE(parse_mysql_greeting(from_hex("ff ffff")));
    EXPECT_FALSE(parse_mysql_login_answer(from_hex("01 04")));
}

TEST(MySqlHandshake, a_packet_longer_than_any_greeting_is_refused) {
    EXPECT_EQ(parse_mysql_header(from_hex("64000000"))->payload_bytes, 100U);
    EXPECT_FALSE(parse_mysql_header(from_hex("ffffff00")));
    EXPECT_FALSE(parse_mysql_header(from_hex("00000000")));
}

}  // namespace
}  // namespace primum::formats
