// WifiNetworks: gathers the beacons of a capture into networks: one for each access point and name.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "formats/wifi/beacon.h"
#include "formats/wifi/radio_header.h"

namespace primum::formats {

struct WifiNetwork {
    Beacon beacon;                  // The last one that was whole, else the last.
    std::optional<int> signal_dbm;  // The strongest.
    std::size_t frames = 0;
};

class WifiNetworks {
public:
    // Anybody can invent names by the thousand: what comes after so many is left out, and counted.
    static constexpr std::size_t networks_max = 4096;

    void add(const Beacon& beacon, const RadioFrame& radio);

    // In the order of access point and name.
    const auto& all() const { return networks_; }
    std::size_t left_out() const { return left_out_; }

private:
    using Key = std::pair<std::array<std::byte, 6>, std::string>;
    std::map<Key, WifiNetwork> networks_;
    std::size_t left_out_ = 0;
};

struct WifiCapture {
    WifiNetworks networks;
    std::size_t frames = 0;        // Of any kind.
    std::size_t other_frames = 0;  // That were not recorded from the air.
    bool cut_short = false;
};

// Adds the networks of a capture file to `capture`. ErrorKind::malformed when it is none.
Result<> read_wifi_capture(BytesView file, WifiCapture& capture);

// The channel that a frequency is the centre of (IEEE 802.11-2020, annex E), or nothing.
std::optional<int> channel_of(std::uint16_t frequency_mhz);

// "02:00:00:aa:00:01"
std::string hardware_address(std::span<const std::byte> bytes);

}  // namespace primum::formats
