#include "base/time.h"

#include <gtest/gtest.h>

namespace primum {
namespace {

using namespace std::chrono_literals;

TEST(Time, what_is_printed_is_read_back) {
    const Time time = std::chrono::sys_days(2026y / 11 / 24) + 3h + 5min + 22s;
    EXPECT_EQ(format_time(time), "2026-11-24T03:05:22Z");
    EXPECT_EQ(parse_time("2026-11-24T03:05:22Z"), time);
}

TEST(Time, a_day_that_does_not_exist_is_refused) {
    EXPECT_FALSE(parse_time("2026-02-30T00:00:00Z"));
    EXPECT_FALSE(parse_time("2026-01-01T24:00:00Z"));
    EXPECT_FALSE(parse_time("2026-01-01 00:00:00Z"));
    EXPECT_FALSE(parse_time("yesterday"));
}

}  // namespace
}  // namespace primum
