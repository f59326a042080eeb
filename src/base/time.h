// Time: instants as stored and printed, always in UTC and to the second.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace primum {

using Time = std::chrono::sys_seconds;

// "2026-11-24T03:05:22Z" (RFC 3339).
std::string format_time(Time time);
std::optional<Time> parse_time(std::string_view text);

inline Time now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace primum
