// Beacons and captures for tests, made here.
#pragma once

#include <string_view>
#include <vector>

#include "formats/byte_writer.h"
#include "formats/testing/vectors.h"
#include "formats/wifi/capture.h"

namespace primum::formats::testing {

struct BeaconParts {
    std::string_view ssid;
    Bytes elements;  // After the name.
    bool privacy = false;
    std::uint8_t type = 0x80;
};

inline Bytes beacon_frame(const BeaconParts& parts) {
    ByteWriter writer;
    writer.u8(parts.type);
    writer.u8(0);
    writer.append(from_hex("0000 ffffffffffff 0200000000aa 0200000000aa 1000"));
    writer.append(from_hex("0000000000000000 6400"));
    writer.u16_little(parts.privacy ? 0x0011 : 0x0001);
    writer.u8(0);
    writer.u8(static_cast<std::uint8_t>(parts.ssid.size()));
    writer.append(parts.ssid);
    writer.append(parts.elements);
    return std::move(writer).take();
}

// WPA2 as most boxes have it: CCMP, PSK, no protection of management frames.
inline Bytes rsn_psk_ccmp() {
    return from_hex("3014 0100 000fac04 0100 000fac04 0100 000fac02 0000");
}

inline Bytes pcap(LinkType type, const std::vector<Bytes>& frames) {
    ByteWriter writer;
    writer.u32_little(0xA1B2C3D4);
    writer.append(from_hex("0200 0400 00000000 00000000 ffff0000"));
    writer.u32_little(static_cast<std::uint32_t>(type));
    for (const auto& frame : frames) {
        writer.append(from_hex("0000000000000000"));
        writer.u32_little(static_cast<std::uint32_t>(frame.size()));
        writer.u32_little(static_cast<std::uint32_t>(frame.size()));
        writer.append(frame);
    }
    return std::move(writer).take();
}

}  // namespace primum::formats::testing
