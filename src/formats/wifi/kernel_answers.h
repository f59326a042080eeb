// Kernel answers: what Linux says of its Wi-Fi cards and of the access points that they heard
// (linux/nl80211.h). A message begins with its generic netlink header.
//
// The kernel frames its answers; the elements inside came by air, as in a capture.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/wifi/networks.h"

namespace primum::formats {

struct WirelessInterface {
    int index = 0;
    std::string name;         // "wlan0"
    bool is_station = false;  // It joins networks; others make one, or only record.
};

// ErrorKind::not_found for a card's function that is no interface, malformed for anything else.
Result<WirelessInterface> parse_wireless_interface(BytesView message);

// Adds an access point to `networks`: what it says in its beacons and, where it was asked, what it
// answered. ErrorKind::malformed when the message says of none.
Result<> add_heard_network(BytesView message, WifiNetworks& networks);

}  // namespace primum::formats
