// Whatever answers on the NetBIOS port, names are at most as long as the protocol allows.
#include "formats/netbios.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto names = primum::formats::parse_netbios_status(std::as_bytes(std::span(data, size)));
    if (!names) return 0;
    for (const auto& name : *names) {
        if (name.name.size() > 15) std::abort();
        if (name.name.ends_with(' ')) std::abort();
    }
    if (primum::formats::computer_name(*names).size() > 15) std::abort();
    return 0;
}
