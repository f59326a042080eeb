#include "formats/rdp.h"

#include "base/byte_reader.h"
#include "formats/byte_writer.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::uint8_t tpkt_version = 3;
constexpr std::uint8_t x224_connection_request = 0xE0;
constexpr std::uint8_t x224_connection_confirm = 0xD0;
constexpr std::uint8_t x224_fixed_part_bytes = 6;  // Without the byte that holds the length.
constexpr std::uint8_t negotiation_request = 1;
constexpr std::uint8_t negotiation_response = 2;
constexpr std::uint8_t negotiation_failure = 3;
constexpr std::uint16_t negotiation_size_bytes = 8;

Error not_rdp() { return malformed("RDP"); }

}  // namespace

Bytes rdp_connection_request(std::uint32_t protections) {
    ByteWriter writer;
    writer.u8(tpkt_version);
    writer.u8(0);
    writer.u16_big(tpkt_header_size_bytes + 1 + x224_fixed_part_bytes + negotiation_size_bytes);
    writer.u8(x224_fixed_part_bytes + negotiation_size_bytes);
    writer.u8(x224_connection_request);
    writer.u16_big(0);  // Destination reference, as the standard has it.
    writer.u16_big(0);  // Source reference.
    writer.u8(0);       // Class 0.
    writer.u8(negotiation_request);
    writer.u8(0);
    writer.u16_little(negotiation_size_bytes);
    writer.u32_little(protections);
    return std::move(writer).take();
}

Result<std::size_t> parse_tpkt_size(BytesView header) {
    ByteReader reader(header);
    const auto version = TRY(reader.u8());
    TRY(reader.skip(1));
    const std::size_t size = TRY(reader.u16_big());
    const bool possible = size >= tpkt_header_size_bytes && size <= rdp_confirm_size_bytes_max;
    if (version != tpkt_version || !possible) return not_rdp();
    return size;
}

Result<RdpConfirm> parse_rdp_confirm(BytesView packet) {
    if (TRY(parse_tpkt_size(packet)) != packet.size()) return not_rdp();
    ByteReader reader(packet.subspan(tpkt_header_size_bytes));
    const std::size_t length = TRY(reader.u8());
    if (length != reader.remaining() || length < x224_fixed_part_bytes) return not_rdp();
    if (TRY(reader.u8()) != x224_connection_confirm) return not_rdp();
    TRY(reader.skip(x224_fixed_part_bytes - 1));
    // A server from before the negotiation says nothing more: it knows the standard one only.
    if (reader.at_end()) return RdpConfirm{};

    const auto type = TRY(reader.u8());
    TRY(reader.skip(1));
    if (TRY(reader.u16_little()) != negotiation_size_bytes) return not_rdp();
    const auto value = TRY(reader.u32_little());
    if (type == negotiation_response) return RdpConfirm{.protection = value};
    const bool known = value >= 1 && value <= 6;
    if (type != negotiation_failure || !known) return not_rdp();
    return RdpConfirm{.refusal = static_cast<RdpRefusal>(value)};
}

}  // namespace primum::formats
