// Deadline: the instant at which a conversation is given up.
//
// A conversation has one deadline for all its reads together: a peer that sends a byte a second
// gains nothing by it.
#pragma once

#include <algorithm>
#include <chrono>

namespace primum::net {

class Deadline {
public:
    static Deadline in(std::chrono::milliseconds duration) {
        return Deadline(std::chrono::steady_clock::now() + duration);
    }
    // The earlier of this one and `duration` from now.
    Deadline or_in(std::chrono::milliseconds duration) const {
        return Deadline(std::min(instant_, std::chrono::steady_clock::now() + duration));
    }
    Deadline earlier_by(std::chrono::milliseconds duration) const {
        return Deadline(instant_ - duration);
    }
    bool passed() const { return std::chrono::steady_clock::now() >= instant_; }
    // Never negative, rounded up, as poll() takes it.
    std::chrono::milliseconds remaining() const {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            instant_ - std::chrono::steady_clock::now());
        return std::max(left, std::chrono::milliseconds(0));
    }

private:
    explicit Deadline(std::chrono::steady_clock::time_point instant) : instant_(instant) {}
    std::chrono::steady_clock::time_point instant_;
};

}  // namespace primum::net
