#include "os/local_time.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace primum::os {
namespace {

class LocalTimeTest : public testing::Test {
protected:
    LocalTimeTest() { use("Europe/Paris"); }
    ~LocalTimeTest() override {
        ::unsetenv("TZ");
        ::tzset();
    }
    static void use(const char* zone) {
        ::setenv("TZ", zone, 1);
        ::tzset();
    }
};

TEST_F(LocalTimeTest, an_hour_of_winter_and_one_of_summer_come_back_as_they_were_typed) {
    for (const auto* typed : {"2026-11-27 09:30", "2026-07-14 23:59"}) {
        const auto time = time_of_local(typed);
        ASSERT_TRUE(time) << typed;
        EXPECT_EQ(local_moment(*time), typed);
    }
    EXPECT_EQ(format_time(*time_of_local("2026-11-27T09:30")), "2026-11-27T08:30:00Z");
    EXPECT_EQ(format_time(*time_of_local("2026-07-14 23:59")), "2026-07-14T21:59:00Z");
}

TEST_F(LocalTimeTest, what_the_wall_never_shows_is_no_time) {
    EXPECT_FALSE(time_of_local("2026-02-30 10:00"));
    EXPECT_FALSE(time_of_local("2026-03-29 02:30"));  // The hour that spring skips.
    EXPECT_FALSE(time_of_local("2026-11-27"));
    EXPECT_FALSE(time_of_local("2026-11-27 9:30"));
    EXPECT_FALSE(time_of_local(""));
}

TEST_F(LocalTimeTest, a_day_begins_at_local_midnight) {
    EXPECT_EQ(local_day(*parse_time("2026-11-26T23:30:00Z")), "2026-11-27");
}

}  // namespace
}  // namespace primum::os
