// Memcached: the answer to "version" in its text protocol (doc/protocol.txt of its sources).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace primum::formats {

inline constexpr std::string_view memcached_question = "version\r\n";
inline constexpr std::size_t memcached_line_length_max = 256;

struct MemcachedAnswer {
    std::string version;  // Hostile; empty where the server refuses strangers.
    bool needs_login = false;
};

// `line` without its end of line.
Result<MemcachedAnswer> parse_memcached_answer(std::string_view line);

}  // namespace primum::formats
