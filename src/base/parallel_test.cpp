#include "base/parallel.h"

#include <gtest/gtest.h>

namespace primum {
namespace {

TEST(Parallel, every_item_is_worked_on_once) {
    std::vector<std::atomic<int>> items(1000);
    parallel_for_each(items, 8, [](std::atomic<int>& item) { ++item; });
    for (const auto& item : items) EXPECT_EQ(item, 1);
}

TEST(Parallel, no_more_threads_at_once_than_allowed) {
    std::vector<int> items(200);
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    parallel_for_each(items, 3, [&](int) {
        const int now = ++running;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
        }
        std::this_thread::yield();
        --running;
    });
    EXPECT_LE(most, 3);
    EXPECT_GE(most, 1);
}

TEST(Parallel, nothing_to_do_is_done) {
    std::vector<int> items;
    parallel_for_each(items, 8, [](int) { FAIL(); });
}

}  // namespace
}  // namespace primum
