// Whatever greets like VNC: a version that is spoken is understood again, and one open offer is
// never hidden by others.
#include "formats/vnc.h"

#include <cstdint>
#include <vector>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const BytesView input(reinterpret_cast<const std::byte*>(data), size);
    if (const auto version = parse_rfb_version(input)) {
        const auto spoken = rfb_version_to_speak(*version);
        const auto again = parse_rfb_version(rfb_version_message(spoken));
        CHECK(again && *again == spoken && rfb_version_to_speak(spoken) == spoken);
    }
    std::vector<std::uint8_t> types(data, data + size);
    const auto before = vnc_door(types);
    types.push_back(vnc_none);
    const auto after = vnc_door(types);
    CHECK(after.needs_login == false && after.encrypted == false);
    if (before.encrypted == false) CHECK(size > 0);

    const std::vector<std::uint32_t> subtypes(types.begin(), types.end());
    CHECK(vencrypt_door(subtypes).needs_login == std::nullopt);  // All of VeNCrypt's are above 255.
    return 0;
}
