// The kernel's answers about Wi-Fi cards for tests, made here as nl80211 writes them.
#pragma once

#include <linux/nl80211.h>

#include <string_view>

#include "formats/byte_writer.h"

namespace primum::formats::testing {

inline Bytes number_bytes(std::uint32_t number) {
    ByteWriter writer;
    writer.u32_little(number);
    return std::move(writer).take();
}

inline Bytes attribute(int type, BytesView value) {
    ByteWriter writer;
    writer.u16_little(static_cast<std::uint16_t>(4 + value.size()));
    writer.u16_little(static_cast<std::uint16_t>(type));
    writer.append(value);
    writer.fill((4 - value.size() % 4) % 4, '\0');
    return std::move(writer).take();
}

inline Bytes kernel_message(std::uint8_t command, const std::vector<Bytes>& attributes) {
    ByteWriter writer;
    writer.u32_little(command);
    for (const auto& each : attributes) writer.append(each);
    return std::move(writer).take();
}

inline Bytes interface_message(std::uint32_t index, std::string_view name, std::uint32_t type) {
    return kernel_message(NL80211_CMD_NEW_INTERFACE,
                          {attribute(NL80211_ATTR_IFINDEX, number_bytes(index)),
                           attribute(NL80211_ATTR_IFNAME, as_bytes(name)),
                           attribute(NL80211_ATTR_IFTYPE, number_bytes(type))});
}

// What an access point says of itself, and where it was heard.
struct HeardParts {
    Bytes answered;
    Bytes announced;
    std::uint16_t capability = 0x0001;
};

inline Bytes named(std::string_view ssid) {
    ByteWriter writer;
    writer.u8(0);
    writer.u8(static_cast<std::uint8_t>(ssid.size()));
    writer.append(ssid);
    return std::move(writer).take();
}

inline Bytes heard_message(const HeardParts& parts) {
    ByteWriter capability;
    capability.u16_little(parts.capability);
    ByteWriter point;
    constexpr std::string_view address("\2\0\0\0\0\xAA", 6);
    point.append(attribute(NL80211_BSS_BSSID, as_bytes(address)));
    point.append(attribute(NL80211_BSS_FREQUENCY, number_bytes(2437)));
    point.append(attribute(NL80211_BSS_CAPABILITY, std::move(capability).take()));
    point.append(
        attribute(NL80211_BSS_SIGNAL_MBM, number_bytes(static_cast<std::uint32_t>(-4300))));
    if (!parts.answered.empty()) {
        point.append(attribute(NL80211_BSS_INFORMATION_ELEMENTS, parts.answered));
    }
    if (!parts.announced.empty()) {
        point.append(attribute(NL80211_BSS_BEACON_IES, parts.announced));
    }
    return kernel_message(NL80211_CMD_NEW_SCAN_RESULTS,
                          {attribute(NL80211_ATTR_BSS, std::move(point).take())});
}

}  // namespace primum::formats::testing
