// ARP: who has this IPv4 address, and at which hardware address (RFC 826, on Ethernet and Wi-Fi).
#pragma once

#include <array>
#include <string>

#include "base/address.h"
#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

using MacAddress = std::array<std::uint8_t, 6>;

std::string to_text(const MacAddress& address);  // "9c:8e:cd:01:02:03"
// Fails with ErrorKind::malformed unless it is six pairs of hexadecimal digits with colons.
Result<MacAddress> parse_mac(std::string_view text);

// One ARP packet, without the link header before it.
struct ArpPacket {
    enum class Operation : std::uint16_t { request = 1, reply = 2 };

    Operation operation = Operation::request;
    MacAddress sender_mac{};
    IpAddress sender_address;  // 0.0.0.0 in the probe of RFC 5227: nobody's address yet.
    MacAddress target_mac{};
    IpAddress target_address;

    bool operator==(const ArpPacket&) const = default;
};

// Bytes beyond the packet are the padding of a short frame, and ignored.
Result<ArpPacket> parse_arp(BytesView packet);
// Requires both addresses to be IPv4.
Bytes encode_arp(const ArpPacket& packet);

}  // namespace primum::formats
