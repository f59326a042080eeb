// Whatever answers op_connect: no step past the end, and only an acceptance has a protocol.
#include "formats/firebird.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const BytesView input(reinterpret_cast<const std::byte*>(data), size);
    const auto answer = parse_firebird_answer(input);
    if (!answer) return 0;
    if (!answer->protocol) CHECK(!answer->needs_login && (data[3] == 4 || data[3] == 9));
    if (answer->protocol) CHECK(*answer->protocol >= 1 && *answer->protocol <= 99 && size >= 16);
    return 0;
}
