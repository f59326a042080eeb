#include "base/hex.h"

#include <gtest/gtest.h>

namespace primum {
namespace {

TEST(Hex, bytes_come_back_from_their_digits) {
    const Bytes bytes{std::byte{0}, std::byte{0x0f}, std::byte{0xa5}, std::byte{0xff}};
    EXPECT_EQ(hex_of(bytes), "000fa5ff");
    EXPECT_EQ(bytes_of_hex("000FA5ff"), bytes);
}

TEST(Hex, what_is_no_digit_or_lacks_one_gives_nothing) {
    EXPECT_FALSE(bytes_of_hex("0"));
    EXPECT_FALSE(bytes_of_hex("0g"));
    EXPECT_FALSE(array_of_hex<2>("00"));
    EXPECT_TRUE(array_of_hex<2>("0001"));
}

}  // namespace
}  // namespace primum
