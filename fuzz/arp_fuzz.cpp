// Whatever is heard on the wire, an ARP packet that is understood can be sent again unchanged.
#include "formats/arp.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum::formats;
    const auto packet = parse_arp(std::as_bytes(std::span(data, size)));
    if (!packet) return 0;
    const auto again = parse_arp(encode_arp(*packet));
    if (!again || *again != *packet) std::abort();
    const auto mac = parse_mac(to_text(packet->sender_mac));
    if (!mac || *mac != packet->sender_mac) std::abort();
    return 0;
}
