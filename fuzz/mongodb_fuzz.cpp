// Whatever answers an OP_MSG: no step past the end, and only a reply with "ok" is one.
#include "formats/mongodb.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const BytesView input(reinterpret_cast<const std::byte*>(data), size);
    const auto reply = parse_mongodb_reply(input);
    if (!reply) return 0;
    const auto announced = parse_mongodb_size(input);
    CHECK(announced && *announced == size);
    CHECK(std::string_view(reinterpret_cast<const char*>(data), size).find("ok") !=
          std::string_view::npos);
    return 0;
}
