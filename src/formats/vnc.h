// VNC: the greeting of the RFB protocol and the ways to log in that a server offers. RFC 6143, 7.1;
// numbers beyond it from IANA's registry "RFB Security Types"; VeNCrypt from the RFB specification
// of the community (rfbproto).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

struct RfbVersion {
    int major = 0;
    int minor = 0;
    bool operator==(const RfbVersion&) const = default;
};

inline constexpr std::size_t rfb_version_size_bytes = 12;
inline constexpr std::uint8_t vnc_none = 1;
inline constexpr std::uint8_t vnc_vencrypt = 19;

Result<RfbVersion> parse_rfb_version(BytesView bytes);

// The version to speak with a server: 3.3, 3.7 or 3.8, the highest that it knows.
RfbVersion rfb_version_to_speak(const RfbVersion& offered);
Bytes rfb_version_message(const RfbVersion& version);

// What a list of offers means. Unknown where the types are not known to us.
struct VncDoor {
    std::optional<bool> needs_login;  // False as soon as one offer asks for nothing.
    std::optional<bool> encrypted;    // True when every offer is.
};

VncDoor vnc_door(const std::vector<std::uint8_t>& security_types);

// VeNCrypt hides a second list behind one type; it is asked with version 0.2.
VncDoor vencrypt_door(const std::vector<std::uint32_t>& subtypes);

}  // namespace primum::formats
