#include "formats/arp.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"

namespace primum::formats {
namespace {

// RFC 826 and the IANA registry of ARP parameters.
constexpr std::uint16_t hardware_ethernet = 1;
constexpr std::uint16_t protocol_ipv4 = 0x0800;
constexpr std::uint8_t mac_bytes = 6;
constexpr std::uint8_t ipv4_bytes = 4;

Error not_arp() {
    return {ErrorKind::malformed,
            {"ce n'est pas un message ARP pour IPv4", "it is not an ARP message for IPv4"}};
}

Result<MacAddress> read_mac(ByteReader& reader) {
    const auto bytes = TRY(reader.take(mac_bytes));
    MacAddress address{};
    std::ranges::transform(bytes, address.begin(), std::to_integer<std::uint8_t>);
    return address;
}

Result<IpAddress> read_address(ByteReader& reader) {
    return IpAddress::from_v4(TRY(reader.u32_big()));
}

void write_mac(ByteWriter& writer, const MacAddress& address) {
    for (const auto byte : address) writer.u8(byte);
}

}  // namespace

std::string to_text(const MacAddress& address) {
    return fmt::format("{:02x}:{:02x}:{:02x}:{:02x}:{:02x}:{:02x}", address[0], address[1],
                       address[2], address[3], address[4], address[5]);
}

Result<MacAddress> parse_mac(std::string_view text) {
    const Error malformed{ErrorKind::malformed,
                          {"ce n'est pas une adresse matérielle", "it is not a hardware address"}};
    MacAddress address{};
    if (text.size() != 3 * address.size() - 1) return malformed;
    const auto digit = [](char letter) {
        if (letter >= '0' && letter <= '9') return letter - '0';
        if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
        if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
        return -1;
    };
    for (std::size_t i = 0; i < address.size(); ++i) {
        const int high = digit(text[3 * i]);
        const int low = digit(text[3 * i + 1]);
        const bool separated = i + 1 == address.size() || text[3 * i + 2] == ':';
        if (high < 0 || low < 0 || !separated) return malformed;
        address[i] = static_cast<std::uint8_t>(16 * high + low);
    }
    return address;
}

Result<ArpPacket> parse_arp(BytesView packet) {
    ByteReader reader(packet);
    const auto hardware = TRY(reader.u16_big());
    const auto protocol = TRY(reader.u16_big());
    const auto hardware_bytes = TRY(reader.u8());
    const auto protocol_bytes = TRY(reader.u8());
    const auto operation = TRY(reader.u16_big());
    if (hardware != hardware_ethernet || protocol != protocol_ipv4) return not_arp();
    if (hardware_bytes != mac_bytes || protocol_bytes != ipv4_bytes) return not_arp();
    if (operation != 1 && operation != 2) return not_arp();

    ArpPacket parsed;
    parsed.operation = static_cast<ArpPacket::Operation>(operation);
    parsed.sender_mac = TRY(read_mac(reader));
    parsed.sender_address = TRY(read_address(reader));
    parsed.target_mac = TRY(read_mac(reader));
    parsed.target_address = TRY(read_address(reader));
    return parsed;
}

Bytes encode_arp(const ArpPacket& packet) {
    ByteWriter writer;
    writer.u16_big(hardware_ethernet);
    writer.u16_big(protocol_ipv4);
    writer.u8(mac_bytes);
    writer.u8(ipv4_bytes);
    writer.u16_big(static_cast<std::uint16_t>(packet.operation));
    write_mac(writer, packet.sender_mac);
    writer.u32_big(packet.sender_address.v4());
    write_mac(writer, packet.target_mac);
    writer.u32_big(packet.target_address.v4());
    return std::move(writer).take();
}

}  // namespace primum::formats
