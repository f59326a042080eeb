#include "base/address.h"

#include <algorithm>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/text.h"

namespace primum {
namespace {

Error not_an_address(std::string_view text) {
    return {ErrorKind::usage,
            say("« {} » n'est pas une adresse IP", "\"{}\" is not an IP address", printable(text))};
}

int bits_of(const IpAddress& address) { return address.is_v4() ? 32 : 128; }

std::uint8_t byte_of(const IpAddress& address, std::size_t index) { return address.v6()[index]; }

}  // namespace

Result<IpAddress> IpAddress::parse(std::string_view text) {
    const std::string terminated(text);
    in_addr v4{};
    if (inet_pton(AF_INET, terminated.c_str(), &v4) == 1) return from_v4(ntohl(v4.s_addr));
    in6_addr v6{};
    if (inet_pton(AF_INET6, terminated.c_str(), &v6) == 1) {
        std::array<std::uint8_t, 16> bytes{};
        std::copy_n(std::begin(v6.s6_addr), bytes.size(), bytes.begin());
        return from_v6(bytes);
    }
    return not_an_address(text);
}

IpAddress IpAddress::from_v4(std::uint32_t host_order) {
    IpAddress address;
    for (std::size_t i = 0; i < 4; ++i) {
        address.bytes_[i] = static_cast<std::uint8_t>(host_order >> (24 - 8 * i));
    }
    return address;
}

IpAddress IpAddress::from_v6(const std::array<std::uint8_t, 16>& network_order) {
    IpAddress address;
    address.is_v6_ = true;
    address.bytes_ = network_order;
    return address;
}

std::uint32_t IpAddress::v4() const {
    CHECK(is_v4());
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) number = number << 8 | bytes_[i];
    return number;
}

bool IpAddress::is_unspecified() const {
    return std::ranges::all_of(bytes_, [](std::uint8_t byte) { return byte == 0; });
}

bool IpAddress::is_loopback() const {
    if (is_v4()) return bytes_[0] == 127;
    return bytes_[15] == 1 && std::all_of(bytes_.begin(), bytes_.end() - 1,
                                          [](std::uint8_t byte) { return byte == 0; });
}

bool IpAddress::is_private() const {
    if (is_v4()) {
        return bytes_[0] == 10 || (bytes_[0] == 172 && (bytes_[1] & 0xF0) == 16) ||
               (bytes_[0] == 192 && bytes_[1] == 168) || (bytes_[0] == 169 && bytes_[1] == 254);
    }
    return (bytes_[0] & 0xFE) == 0xFC || (bytes_[0] == 0xFE && (bytes_[1] & 0xC0) == 0x80);
}

std::string IpAddress::to_string() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(is_v4() ? AF_INET : AF_INET6, bytes_.data(), text.data(), text.size());
    return text.data();
}

Result<Cidr> Cidr::parse(std::string_view text) {
    const auto slash = text.find('/');
    const auto address = IpAddress::parse(text.substr(0, slash));
    const auto refuse = [&] {
        return Error{
            ErrorKind::usage,
            say("« {} » n'est pas un réseau ; écrivez par exemple 192.168.1.0/24",
                "\"{}\" is not a network; write for example 192.168.1.0/24", printable(text))};
    };
    if (!address) return refuse();
    if (slash == std::string_view::npos) return Cidr{*address, bits_of(*address)};
    const auto length = parse_number(text.substr(slash + 1));
    if (!length || *length > static_cast<std::uint64_t>(bits_of(*address))) return refuse();
    return Cidr{*address, static_cast<int>(*length)};
}

bool Cidr::contains(const IpAddress& other) const {
    if (other.is_v4() != address.is_v4()) return false;
    for (int bit = 0; bit < prefix_length; bit += 8) {
        const auto index = static_cast<std::size_t>(bit / 8);
        const int kept = std::min(8, prefix_length - bit);
        const auto mask = static_cast<std::uint8_t>(0xFF << (8 - kept));
        if ((byte_of(address, index) & mask) != (byte_of(other, index) & mask)) return false;
    }
    return true;
}

bool Cidr::contains(const Cidr& other) const {
    return other.prefix_length >= prefix_length && contains(other.address);
}

std::uint64_t Cidr::size() const {
    const int free_bits = bits_of(address) - prefix_length;
    return std::uint64_t{1} << std::min(free_bits, 32);
}

IpAddress Cidr::first() const {
    auto bytes = address.v6();
    for (int bit = 0; bit < bits_of(address); ++bit) {
        const auto mask = static_cast<std::uint8_t>(0x80 >> (bit % 8));
        auto& byte = bytes[static_cast<std::size_t>(bit / 8)];
        if (bit >= prefix_length) byte = static_cast<std::uint8_t>(byte & ~mask);
    }
    if (!address.is_v4()) return IpAddress::from_v6(bytes);
    return IpAddress::from_v4(static_cast<std::uint32_t>(bytes[0]) << 24 |
                              static_cast<std::uint32_t>(bytes[1]) << 16 |
                              static_cast<std::uint32_t>(bytes[2]) << 8 | bytes[3]);
}

std::string Cidr::to_string() const {
    return fmt::format("{}/{}", address.to_string(), prefix_length);
}

std::string Endpoint::to_string() const {
    return address.is_v4() ? fmt::format("{}:{}", address.to_string(), port)
                           : fmt::format("[{}]:{}", address.to_string(), port);
}

}  // namespace primum
