#include "web/door/throttle.h"

#include <algorithm>

namespace primum::web {

std::chrono::seconds Throttle::delay_after(unsigned failures) const {
    constexpr unsigned doublings_max = 20;
    if (failures < free_failures) return {};
    const auto doublings = std::min(failures - free_failures, doublings_max);
    return std::min(wait_max_, std::chrono::seconds(2UL << doublings));
}

std::chrono::seconds Throttle::wait(const std::string& key, Instant now) const {
    const auto found = failures_.find(key);
    if (found == failures_.end() || now - found->second.last > memory) return {};
    const auto until = found->second.last + delay_after(found->second.count);
    return std::max(std::chrono::seconds{}, std::chrono::ceil<std::chrono::seconds>(until - now));
}

void Throttle::failed(const std::string& key, Instant now) {
    std::erase_if(failures_, [&](const auto& kept) { return now - kept.second.last > memory; });
    // Who floods us with names pushes out the oldest: the flooding address itself still waits.
    if (failures_.size() >= keys_max && !failures_.contains(key)) {
        failures_.erase(std::ranges::min_element(
            failures_, {}, [](const auto& kept) { return kept.second.last; }));
    }
    auto& kept = failures_[key];
    ++kept.count;
    kept.last = now;
}

}  // namespace primum::web
