// Whatever answers a PRELOGIN: no step past the end, and the packet is as long as it says.
#include "formats/tds.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const BytesView input(reinterpret_cast<const std::byte*>(data), size);
    const auto prelogin = parse_tds_prelogin(input);
    if (!prelogin) return 0;
    const auto announced = parse_tds_size(input);
    CHECK(announced && *announced == size && size <= tds_packet_bytes_max);
    CHECK(prelogin->encryption <= TdsEncryption::required && !prelogin->version().empty());
    return 0;
}
