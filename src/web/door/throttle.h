// Throttle: who fails to sign in waits, longer each time.
//
// Counted by account and by address. An account's wait is short at most, so that nobody can keep
// the doctor out by failing in her name; an address's is longer. Not thread-safe.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "web/door/sessions.h"

namespace primum::web {

// What an address is counted under: an IPv6 one by its /64, of which one machine has all.
std::string throttle_key(const std::string& address);

class Throttle {
public:
    static constexpr unsigned free_failures = 3;  // Anyone mistypes.
    static constexpr std::size_t keys_max = 4'096;
    static constexpr std::chrono::minutes memory{30};  // Since the last failure.

    explicit Throttle(std::chrono::seconds wait_max) : wait_max_(wait_max) {}

    // How long to wait still; nought: go on.
    std::chrono::seconds wait(const std::string& key, Instant now) const;
    void failed(const std::string& key, Instant now);
    void succeeded(const std::string& key) { failures_.erase(key); }

private:
    struct Failures {
        unsigned count = 0;
        Instant last{};
    };
    std::chrono::seconds delay_after(unsigned failures) const;

    const std::chrono::seconds wait_max_;
    std::map<std::string, Failures> failures_;
};

}  // namespace primum::web
