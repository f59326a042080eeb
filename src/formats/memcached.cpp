#include "formats/memcached.h"

#include "base/text.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::string_view version_prefix = "VERSION ";
constexpr std::string_view refusal = "CLIENT_ERROR unauthenticated";

}  // namespace

Result<MemcachedAnswer> parse_memcached_answer(std::string_view line) {
    if (line.starts_with(refusal)) return MemcachedAnswer{.needs_login = true};
    const auto version =
        line.starts_with(version_prefix) ? trim(line.substr(version_prefix.size())) : "";
    if (version.empty()) return malformed("Memcached");
    return MemcachedAnswer{.version = std::string(version)};
}

}  // namespace primum::formats
