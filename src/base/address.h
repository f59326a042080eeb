// IpAddress, Cidr, Endpoint: where a thing is on the network.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace primum {

// An IPv4 or IPv6 address, without zone. Ordered: all IPv4 first, then by number.
class IpAddress {
public:
    // "192.168.1.30" or "fe80::1".
    static Result<IpAddress> parse(std::string_view text);
    static IpAddress from_v4(std::uint32_t host_order);
    static IpAddress from_v6(const std::array<std::uint8_t, 16>& network_order);

    bool is_v4() const { return !is_v6_; }
    std::uint32_t v4() const;  // Host order. Requires is_v4().
    const std::array<std::uint8_t, 16>& v6() const { return bytes_; }

    bool is_unspecified() const;  // 0.0.0.0 or ::
    bool is_loopback() const;     // 127.0.0.0/8, ::1
    // RFC 1918, link-local (RFC 3927, RFC 4291), unique local (RFC 4193). Loopback is not private.
    bool is_private() const;

    std::string to_string() const;
    auto operator<=>(const IpAddress&) const = default;

private:
    bool is_v6_ = false;                    // First, so that all IPv4 sort before IPv6.
    std::array<std::uint8_t, 16> bytes_{};  // IPv4 in the first four, network order.
};

// A network in CIDR notation, RFC 4632. Bits beyond the prefix are kept as written.
struct Cidr {
    IpAddress address;
    int prefix_length = 0;

    // "192.168.1.0/24"; a bare address is a network of one. Fails with ErrorKind::usage.
    static Result<Cidr> parse(std::string_view text);

    bool contains(const IpAddress& other) const;
    bool contains(const Cidr& other) const;
    // Number of addresses, network and broadcast included; saturates at 2^32 for IPv6.
    std::uint64_t size() const;
    IpAddress first() const;  // The network address: bits beyond the prefix cleared.
    std::string to_string() const;
    auto operator<=>(const Cidr&) const = default;
};

struct Endpoint {
    IpAddress address;
    std::uint16_t port = 0;

    std::string to_string() const;  // "192.168.1.30:104", "[fe80::1]:104"
    auto operator<=>(const Endpoint&) const = default;
};

}  // namespace primum
