#include "formats/memcached.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(Memcached, a_server_open_to_all_says_its_version) {
    const auto answer = parse_memcached_answer("VERSION 1.6.18");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->version, "1.6.18");
    EXPECT_FALSE(answer->needs_login);
}

TEST(Memcached, a_guarded_server_asks_who_is_there) {
    EXPECT_TRUE(parse_memcached_answer("CLIENT_ERROR unauthenticated")->needs_login);
}

TEST(Memcached, other_lines_are_an_error) {
    for (const auto* line : {"", "VERSION ", "ERROR", "HTTP/1.1 400 Bad Request"}) {
        EXPECT_FALSE(parse_memcached_answer(line)) << line;
    }
}

}  // namespace
}  // namespace primum::formats
