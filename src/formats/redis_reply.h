// Redis: one line of a reply, and the version in the text of INFO. RESP 2, redis.io "protocol
// spec".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

inline constexpr std::size_t redis_line_length_max = 1024;
inline constexpr std::size_t redis_bulk_bytes_max = 64_KiB;

enum class RedisKind : char { status = '+', error = '-', integer = ':', bulk = '$', array = '*' };

struct RedisReply {
    RedisKind kind = RedisKind::error;
    std::string text;            // Of a status or an error, without its sign. Hostile.
    std::size_t bulk_bytes = 0;  // Of a bulk: what follows the line, without its own end of line.

    // Authentication missing, protected mode, no permission.
    bool refuses_strangers() const;
};

Bytes redis_ping();
Bytes redis_server_information();  // INFO server: version and system, no data.

// `line` without its end of line.
Result<RedisReply> parse_redis_line(std::string_view line);
std::optional<std::string> redis_version(std::string_view information);

}  // namespace primum::formats
