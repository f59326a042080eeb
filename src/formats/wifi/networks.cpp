#include "formats/wifi/networks.h"

#include <algorithm>

#include <fmt/format.h>

namespace primum::formats {

void WifiNetworks::add(const Beacon& beacon, const RadioFrame& radio) {
    const Key key{beacon.bssid, beacon.ssid};
    auto found = networks_.find(key);
    if (found == networks_.end()) {
        if (networks_.size() >= networks_max) {
            ++left_out_;
            return;
        }
        found = networks_.emplace(key, WifiNetwork{.beacon = beacon}).first;
    }
    auto& network = found->second;
    if (!beacon.damaged || network.beacon.damaged) network.beacon = beacon;
    auto& channel = network.beacon.channel;
    if (!channel && radio.frequency_mhz) channel = channel_of(*radio.frequency_mhz);
    if (radio.signal_dbm) {
        network.signal_dbm = std::max(network.signal_dbm.value_or(-128), *radio.signal_dbm);
    }
    ++network.frames;
}

Result<> read_wifi_capture(BytesView file, WifiCapture& capture) {
    const auto summary = TRY(read_capture(file, [&](const CapturedFrame& captured) {
        if (!is_wifi(captured.link_type)) {
            ++capture.other_frames;
            return;
        }
        const auto radio = strip_radio_header(captured.link_type, captured.bytes);
        if (!radio) return;
        const auto beacon = parse_beacon(radio->frame);
        if (beacon) capture.networks.add(*beacon, *radio);
    }));
    capture.frames += summary.frames;
    capture.cut_short = capture.cut_short || summary.cut_short;
    return {};
}

std::optional<int> channel_of(std::uint16_t frequency_mhz) {
    const int frequency = frequency_mhz;
    if (frequency == 2484) return 14;
    if (frequency >= 2412 && frequency <= 2472 && (frequency - 2407) % 5 == 0) {
        return (frequency - 2407) / 5;
    }
    if (frequency >= 5160 && frequency <= 5885 && frequency % 5 == 0) return (frequency - 5000) / 5;
    if (frequency >= 5955 && frequency <= 7115 && frequency % 5 == 0) return (frequency - 5950) / 5;
    return std::nullopt;
}

std::string hardware_address(std::span<const std::byte> bytes) {
    std::string text;
    for (const auto byte : bytes) {
        if (!text.empty()) text += ':';
        text += fmt::format("{:02x}", std::to_integer<int>(byte));
    }
    return text;
}

}  // namespace primum::formats
