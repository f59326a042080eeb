#include "web/door/throttle.h"

#include <gtest/gtest.h>

namespace primum::web {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class ThrottleTest : public testing::Test {
protected:
    void fail(int times) {
        for (int i = 0; i < times; ++i) throttle_.failed("Dr Martin", now_);
    }
    seconds wait() const { return throttle_.wait("Dr Martin", now_); }

    Throttle throttle_{minutes(1)};
    Instant now_ = std::chrono::steady_clock::now();
};

TEST_F(ThrottleTest, a_few_mistakes_cost_nothing) {
    fail(Throttle::free_failures - 1);
    EXPECT_EQ(wait(), seconds(0));
}

TEST_F(ThrottleTest, each_more_doubles_the_wait_up_to_a_limit) {
    fail(Throttle::free_failures);
    EXPECT_EQ(wait(), seconds(2));
    fail(1);
    EXPECT_EQ(wait(), seconds(4));
    fail(100);
    EXPECT_EQ(wait(), seconds(60));
}

TEST_F(ThrottleTest, the_wait_passes_and_success_forgets) {
    fail(Throttle::free_failures + 1);
    now_ += seconds(3);
    EXPECT_EQ(wait(), seconds(1));
    now_ += seconds(1);
    EXPECT_EQ(wait(), seconds(0));
    throttle_.succeeded("Dr Martin");
    fail(1);
    EXPECT_EQ(wait(), seconds(0));
}

TEST_F(ThrottleTest, others_do_not_wait) {
    fail(50);
    EXPECT_EQ(throttle_.wait("Mme Petit", now_), seconds(0));
}

TEST_F(ThrottleTest, a_flood_of_names_takes_bounded_memory_and_forgives_nobody_new) {
    for (std::size_t i = 0; i < 2 * Throttle::keys_max; ++i) {
        throttle_.failed(std::to_string(i), now_ += std::chrono::milliseconds(1));
    }
    fail(Throttle::free_failures);
    EXPECT_EQ(wait(), seconds(2));
}

TEST_F(ThrottleTest, an_ipv6_address_is_counted_by_its_network) {
    EXPECT_EQ(throttle_key("2001:db8::1"), throttle_key("2001:db8::ffff:2"));
    EXPECT_NE(throttle_key("2001:db8::1"), throttle_key("2001:db8:0:1::1"));
    EXPECT_EQ(throttle_key("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(throttle_key("::ffff:192.0.2.7"), "::ffff:192.0.2.7");
}

}  // namespace
}  // namespace primum::web
