#include "formats/redis_reply.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(RedisReply, a_server_open_to_all_answers_pong) {
    const auto reply = parse_redis_line("+PONG");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->kind, RedisKind::status);
    EXPECT_EQ(reply->text, "PONG");
    EXPECT_FALSE(reply->refuses_strangers());
}

TEST(RedisReply, every_way_to_ask_for_a_login_is_known) {
    for (const auto* line :
         {"-NOAUTH Authentication required.", "-NOPERM this user has no permissions",
          "-DENIED Redis is running in protected mode", "-ERR operation not permitted"}) {
        EXPECT_TRUE(parse_redis_line(line)->refuses_strangers()) << line;
    }
    EXPECT_FALSE(parse_redis_line("-ERR unknown command")->refuses_strangers());
}

TEST(RedisReply, a_bulk_announces_its_length_within_limits) {
    EXPECT_EQ(parse_redis_line("$512")->bulk_bytes, 512U);
    EXPECT_FALSE(parse_redis_line("$-1"));
    EXPECT_FALSE(parse_redis_line("$99999999999"));
}

TEST(RedisReply, other_lines_are_an_error) {
    for (const auto* line : {"", "HTTP/1.1 400 Bad Request", "PONG"}) {
        EXPECT_FALSE(parse_redis_line(line)) << line;
    }
}

TEST(RedisReply, the_version_stands_among_other_things) {
    EXPECT_EQ(redis_version("# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\n"),
              "7.0.15");
    EXPECT_EQ(redis_version("# Server\r\n"), std::nullopt);
}

}  // namespace
}  // namespace primum::formats
