// Whatever the document, settings are bounded and begin with a stroke.
#include "formats/host/xfconf.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto channel =
        primum::formats::parse_xfconf_channel({reinterpret_cast<const std::byte*>(data), size});
    if (!channel) return 0;
    for (const auto& [name, value] : *channel) {
        if (!name.starts_with('/')) std::abort();
    }
    return 0;
}
