// parallel_for_each: the same work on many items, by a bounded number of threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace primum {

// Calls `work(item)` once for each item, from at most `threads_max` threads at a time, and returns
// when all calls have returned. `work` must be safe to call from several threads, and must not
// throw. Items are begun in their order.
template <class Items, class Work>
void parallel_for_each(Items& items, std::size_t threads_max, const Work& work) {
    std::atomic<std::size_t> next = 0;
    const auto run = [&] {
        for (std::size_t i = next++; i < items.size(); i = next++) work(items[i]);
    };
    std::vector<std::jthread> threads;
    const auto count = std::min(threads_max, items.size());
    for (std::size_t i = 1; i < count; ++i) threads.emplace_back(run);
    run();
}

}  // namespace primum
