#include "os/interfaces.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace primum::os {
namespace {

TEST(Interfaces, loopback_is_there_with_its_address) {
    const auto found = interfaces();
    ASSERT_TRUE(found);
    const auto loopback = std::ranges::find_if(*found, &Interface::is_loopback);
    ASSERT_NE(loopback, found->end());
    EXPECT_EQ(loopback->name, "lo");
    EXPECT_NE(std::ranges::find(loopback->addresses, Cidr::parse("127.0.0.1/8").value()),
              loopback->addresses.end());
}

TEST(Interfaces, routes_and_neighbours_can_be_asked) {
    EXPECT_TRUE(default_routes());
    EXPECT_TRUE(neighbours());
}

}  // namespace
}  // namespace primum::os
