// Whatever answers in lines: a bulk stays within its limit, and only an error refuses.
#include "formats/redis_reply.h"

#include <cstdint>

#include "base/byte_reader.h"
#include "base/check.h"
#include "formats/memcached.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const auto line = as_text(BytesView(reinterpret_cast<const std::byte*>(data), size));
    if (const auto reply = parse_redis_line(line)) {
        CHECK(reply->bulk_bytes <= redis_bulk_bytes_max);
        CHECK(!reply->refuses_strangers() || reply->kind == RedisKind::error);
        CHECK(!parse_memcached_answer(line));  // The two cannot be taken for one another.
    }
    if (const auto version = redis_version(line)) CHECK(version->size() < size);
    if (const auto answer = parse_memcached_answer(line)) {
        CHECK(answer->needs_login == answer->version.empty());
    }
    return 0;
}
