// Beacons: what an access point says of itself, in a beacon or a probe response (IEEE 802.11-2020,
// 9.3.3.2 and 9.3.3.10), as far as its security goes.
//
// Everything here is said by whoever sends: a name is hostile text, not yet printable.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

enum class FrameProtection { none, optional, required };  // Of management frames: 802.11w.

struct Beacon {
    std::array<std::byte, 6> bssid{};
    std::string ssid;  // Its bytes; empty or zeros when hidden.
    bool hidden = false;
    bool privacy = false;                // Frames are encrypted, one way or another.
    bool has_wpa1 = false;               // Wi-Fi Alliance element of 2003.
    bool has_rsn = false;                // WPA2 and later.
    bool has_wapi = false;               // The Chinese national standard.
    std::set<std::string> wpa1_akms;     // "PSK", "802.1X", ...
    std::set<std::string> rsn_akms;      // "SAE", "FT-PSK", ...
    std::set<std::string> wpa1_ciphers;  // Pairwise: "TKIP", ...
    std::set<std::string> rsn_ciphers;   // "CCMP", "GCMP-256", ...
    std::string group_cipher;            // Of the newer element, where both are there.
    FrameProtection frame_protection = FrameProtection::none;
    bool wps = false;
    std::optional<int> channel;
    // An element runs past the end or contradicts itself: what it would have said is missing.
    bool damaged = false;
    bool unread_security = false;  // One of them would have said how frames are encrypted.
};

// ErrorKind::not_found for any other frame; malformed when even the fixed part is cut.
Result<Beacon> parse_beacon(BytesView frame);

// The same elements without the frame around them. `privacy` is bit 4 of the capabilities.
Beacon parse_elements(BytesView elements, bool privacy);

// "WPA3-SAE+WPA2-PSK": the best first. "unknown" where frames are encrypted and how was damaged.
std::string security_of(const Beacon& beacon);

}  // namespace primum::formats
