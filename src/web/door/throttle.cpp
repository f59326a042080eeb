#include "web/door/throttle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "base/hex.h"

namespace primum::web {

std::string throttle_key(const std::string& address) {
    constexpr std::size_t network_bytes = 8;
    in6_addr parsed{};
    if (::inet_pton(AF_INET6, address.substr(0, address.find('%')).c_str(), &parsed) != 1 ||
        IN6_IS_ADDR_V4MAPPED(&parsed)) {
        return address;
    }
    return hex_of(std::as_bytes(std::span(parsed.s6_addr)).first<network_bytes>()) + "/64";
}

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
