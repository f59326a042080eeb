#include "base/byte_reader.h"

#include <gtest/gtest.h>

namespace primum {
namespace {

TEST(ByteReader, numbers_are_read_in_both_orders) {
    ByteReader reader(as_bytes("\x01\x02\x03\x04\x05\x06"));
    EXPECT_EQ(*reader.u16_big(), 0x0102);
    EXPECT_EQ(*reader.u32_little(), 0x06050403U);
    EXPECT_TRUE(reader.at_end());
}

TEST(ByteReader, a_read_past_the_end_fails_and_consumes_nothing) {
    ByteReader reader(as_bytes("abc"));
    ASSERT_FALSE(reader.u32_big());
    EXPECT_EQ(reader.u32_big().error().kind, ErrorKind::malformed);
    EXPECT_FALSE(reader.take(4));
    EXPECT_FALSE(reader.skip(4));
    EXPECT_EQ(as_text(*reader.take(3)), "abc");
}

}  // namespace
}  // namespace primum
