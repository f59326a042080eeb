#include "crypto/one_time_code.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "crypto/locked_secret.h"
#include "crypto/random.h"

namespace primum::crypto {
namespace {

TEST(OneTimeCode, agrees_with_the_vectors_of_rfc_6238) {
    const auto secret = as_bytes("12345678901234567890");
    // Appendix B, the last six of its eight digits: both are remainders of the same number.
    EXPECT_EQ(one_time_code(secret, 59 / 30), "287082");
    EXPECT_EQ(one_time_code(secret, 1111111109 / 30), "081804");
    EXPECT_EQ(one_time_code(secret, 1111111111 / 30), "050471");
    EXPECT_EQ(one_time_code(secret, 1234567890 / 30), "005924");
    EXPECT_EQ(one_time_code(secret, 2000000000 / 30), "279037");
    EXPECT_EQ(one_time_code(secret, 20000000000 / 30), "353130");
}

TEST(OneTimeCode, base_32_agrees_with_the_vectors_of_rfc_4648) {
    EXPECT_EQ(base32_of(as_bytes("")), "");
    EXPECT_EQ(base32_of(as_bytes("f")), "MY");
    EXPECT_EQ(base32_of(as_bytes("fo")), "MZXQ");
    EXPECT_EQ(base32_of(as_bytes("foobar")), "MZXW6YTBOI");
}

TEST(OneTimeCode, a_comparison_sees_every_character) {
    EXPECT_TRUE(equal_in_constant_time("123456", "123456"));
    EXPECT_FALSE(equal_in_constant_time("123456", "123457"));
    EXPECT_FALSE(equal_in_constant_time("123456", "12345"));
}

TEST(LockedSecret, holds_what_it_was_given_and_leaves_nothing_behind_when_moved) {
    const auto secret = random_secret();
    LockedSecret locked(secret);
    EXPECT_TRUE(std::ranges::equal(locked.view(), secret.view()));
    const auto second = locked.duplicate();
    const LockedSecret moved(std::move(locked));
    EXPECT_TRUE(locked.is_empty());  // NOLINT(bugprone-use-after-move): what is tested.
    EXPECT_TRUE(std::ranges::equal(moved.view(), second.view()));
}

}  // namespace
}  // namespace primum::crypto
