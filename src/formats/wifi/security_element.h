// Security elements: how an access point agrees on keys and encrypts: RSN (IEEE 802.11-2020,
// 9.4.2.24) and its ancestor of 2003, the Wi-Fi Alliance's WPA.
#pragma once

#include <string>
#include <vector>

#include "formats/wifi/beacon.h"

namespace primum::formats {

struct SecurityElement {
    std::string group;                  // Cipher for all stations at once.
    std::vector<std::string> pairwise;  // Ciphers between a station and the access point.
    std::vector<std::string> akms;      // Ways to agree on keys.
    FrameProtection frame_protection = FrameProtection::none;
};

// The content of element 48, or of the vendor element 00:50:F2:01 after its type.
// ErrorKind::malformed when a list runs past the end; not_found for a version other than 1, which
// stations ignore as if the element were not there.
Result<SecurityElement> parse_rsn_element(BytesView content);
Result<SecurityElement> parse_wpa1_element(BytesView content);

}  // namespace primum::formats
