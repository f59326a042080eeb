#include "base/result.h"

#include <memory>

#include <gtest/gtest.h>

namespace primum {
namespace {

Result<std::unique_ptr<int>> make(int number) {
    if (number < 0) return Error{ErrorKind::malformed, {"négatif", "negative"}};
    return std::make_unique<int>(number);
}

Result<int> add(int left, int right) {
    auto first = TRY(make(left));
    auto second = TRY(make(right).context({"le second", "second"}));
    return *first + *second;
}

Result<> check(int number) {
    TRY(add(number, *TRY(make(number))));  // Nests without shadowing.
    return {};
}

TEST(Result, try_unwraps_move_only_values) { EXPECT_EQ(*add(1, 2), 3); }

TEST(Result, try_returns_the_first_error_with_its_context) {
    const auto sum = add(1, -2);
    ASSERT_FALSE(sum);
    EXPECT_EQ(sum.error().kind, ErrorKind::malformed);
    EXPECT_EQ(sum.error().message, (Sentence{"le second : négatif", "second: negative"}));
}

TEST(Result, of_void_succeeds_with_empty_braces) {
    EXPECT_TRUE(check(1));
    EXPECT_FALSE(check(-1));
}

TEST(ResultDeathTest, value_of_an_error_stops_the_process) {
    EXPECT_DEATH((void)add(1, -2).value(), "CHECK");
}

}  // namespace
}  // namespace primum
