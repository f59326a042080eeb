#include "formats/resolver_list.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(ResolverList, servers_come_in_their_order_and_comments_are_none) {
    const auto servers = parse_resolver_list(
        "# nameserver 9.9.9.9\nsearch cabinet.test\nnameserver 192.168.77.1 # box\n"
        "nameserver\tfe80::1%eth0\nnameserver nowhere\n");
    ASSERT_EQ(servers.size(), 2U);
    EXPECT_EQ(servers[0].to_string(), "192.168.77.1");
    EXPECT_EQ(servers[1].to_string(), "fe80::1");
}

}  // namespace
}  // namespace primum::formats
