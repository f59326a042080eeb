#include "formats/postgresql_startup.h"

#include <gtest/gtest.h>

#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

TEST(PostgresqlStartup, the_first_messages_are_those_of_the_manual) {
    EXPECT_EQ(postgresql_tls_request(), from_hex("00000008 04d2162f"));
    EXPECT_EQ(postgresql_startup("postgres", "postgres"),
              from_hex("00000029 00030000 7573657200 706f73746772657300"
                       "646174616261736500 706f73746772657300 00"));
    EXPECT_EQ(postgresql_terminate(), from_hex("58 00000004"));
}

TEST(PostgresqlStartup, one_byte_says_whether_there_is_tls) {
    EXPECT_EQ(parse_postgresql_tls_answer(std::byte{'S'}).value(), PostgresqlTls::offered);
    EXPECT_EQ(parse_postgresql_tls_answer(std::byte{'N'}).value(), PostgresqlTls::absent);
    EXPECT_FALSE(parse_postgresql_tls_answer(std::byte{'H'}));
}

TEST(PostgresqlStartup, a_trusting_server_asks_for_nothing) {
    const auto header = parse_postgresql_header(from_hex("52 00000008"));
    ASSERT_TRUE(header);
    EXPECT_EQ(header->type, PostgresqlType::authentication);
    EXPECT_EQ(header->body_bytes, 4U);
    EXPECT_EQ(parse_postgresql_authentication(from_hex("00000000")).value(),
              postgresql_authentication_ok);
    EXPECT_EQ(parse_postgresql_authentication(from_hex("0000000a 534352414d")).value(), 10U);
}

TEST(PostgresqlStartup, a_server_says_its_version_once_it_trusts) {
    const auto parameter =
        parse_postgresql_parameter(as_bytes(std::string_view("server_version\0"
                                                             "15.18\0",
                                                             21)));
    ASSERT_TRUE(parameter);
    EXPECT_EQ(parameter->name, "server_version");
    EXPECT_EQ(parameter->value, "15.18");
}

TEST(PostgresqlStartup, an_error_has_a_code_whatever_its_language) {
    const std::string_view body(
        "SFATAL\0VFATAL\0C28000\0Maucune entr\xC3\xA9"
        "e\0\0",
        38);
    EXPECT_EQ(parse_postgresql_error_code(as_bytes(body)).value(), "28000");
    EXPECT_FALSE(parse_postgresql_error_code(from_hex("00")));
    EXPECT_FALSE(parse_postgresql_error_code(as_bytes(std::string_view("C28\0\0", 5))));
}

TEST(PostgresqlStartup, other_bytes_are_an_error) {
    for (const auto* bytes : {"", "52", "52 00000003", "52 7fffffff", "48 54545020"}) {
        EXPECT_FALSE(parse_postgresql_header(from_hex(bytes))) << bytes;
    }
    EXPECT_FALSE(parse_postgresql_authentication(from_hex("0000")));
    EXPECT_FALSE(parse_postgresql_authentication(from_hex("00ff0000")));
    EXPECT_FALSE(parse_postgresql_parameter(as_bytes("no end")));
}

}  // namespace
}  // namespace primum::formats
