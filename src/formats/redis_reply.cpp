#include "formats/redis_reply.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/byte_writer.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::array refusals{std::string_view("NOAUTH"), std::string_view("DENIED"),
                              std::string_view("NOPERM"), std::string_view("WRONGPASS"),
                              // Redis before 2.8.
                              std::string_view("ERR operation not permitted")};
constexpr std::string_view version_key = "redis_version:";

Bytes to_bytes(std::string_view text) {
    ByteWriter writer;
    writer.append(text);
    return std::move(writer).take();
}

}  // namespace

bool RedisReply::refuses_strangers() const {
    return kind == RedisKind::error && std::ranges::any_of(refusals, [&](std::string_view word) {
               return text.starts_with(word);
           });
}

Bytes redis_ping() { return to_bytes("*1\r\n$4\r\nPING\r\n"); }

Bytes redis_server_information() { return to_bytes("*2\r\n$4\r\nINFO\r\n$6\r\nserver\r\n"); }

Result<RedisReply> parse_redis_line(std::string_view line) {
    if (line.empty() || std::string_view("+-:$*").find(line[0]) == std::string_view::npos) {
        return malformed("Redis");
    }
    RedisReply reply{.kind = static_cast<RedisKind>(line[0])};
    const auto rest = line.substr(1);
    if (reply.kind == RedisKind::bulk) {
        const auto size = parse_number(rest);
        if (!size || *size > redis_bulk_bytes_max) return malformed("Redis");
        reply.bulk_bytes = *size;
    } else {
        reply.text = rest;
    }
    return reply;
}

std::optional<std::string> redis_version(std::string_view information) {
    for (const auto line : split(information, '\n')) {
        if (line.starts_with(version_key)) {
            return std::string(trim(line.substr(version_key.size())));
        }
    }
    return std::nullopt;
}

}  // namespace primum::formats
