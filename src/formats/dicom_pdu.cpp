#include "formats/dicom_pdu.h"

#include <algorithm>

#include "formats/byte_writer.h"
#include "formats/dicom_refusal.h"

namespace primum::formats {
namespace {

constexpr std::uint32_t value_header_size_bytes = 6;  // Length (4), context (1), control (1).
constexpr std::uint8_t command_bit = 0x01;
constexpr std::uint8_t last_bit = 0x02;

// Fixed part of an association PDU's body: version, titles, reserved; PS3.8 table 9-17.
constexpr std::uint32_t association_size_bytes_min = 68;
constexpr std::size_t application_context_offset = 74;
constexpr std::byte application_context_item{0x10};

bool looks_like_acceptance(const PduHeader& header, BytesView answer) {
    if (header.body_size_bytes < association_size_bytes_min || answer.size() < 8) return false;
    const bool version_one = (std::to_integer<int>(answer[7]) & 1) != 0;
    return version_one && (answer.size() <= application_context_offset ||
                           answer[application_context_offset] == application_context_item);
}

Bytes encode_release(PduType type) {
    ByteWriter writer;
    writer.u8(static_cast<std::uint8_t>(type));
    writer.u8(0);
    writer.u32_big(4);
    writer.u32_big(0);
    return std::move(writer).take();
}

}  // namespace

Result<PduHeader> parse_pdu_header(BytesView bytes, std::uint32_t length_bytes_max) {
    ByteReader reader(bytes);
    const auto type = TRY(reader.u8());
    TRY(reader.skip(1));
    const auto length = TRY(reader.u32_big());
    if (type < static_cast<std::uint8_t>(PduType::associate_request) ||
        type > static_cast<std::uint8_t>(PduType::abort)) {
        return Error{ErrorKind::malformed, say("type de message DICOM inconnu : {}",
                                               "unknown type of DICOM message: {}", type)};
    }
    if (length > length_bytes_max) {
        return Error{ErrorKind::malformed,
                     say("message DICOM annoncé de {} octets, plus que la limite de {}",
                         "DICOM message said to be {} bytes long, over the limit of {}", length,
                         length_bytes_max)};
    }
    return PduHeader{.type = static_cast<PduType>(type), .body_size_bytes = length};
}

Result<Pdu> parse_pdu(BytesView bytes, std::uint32_t length_bytes_max) {
    const auto header = TRY(parse_pdu_header(bytes, length_bytes_max));
    ByteReader reader(bytes.subspan(pdu_header_size_bytes));
    return Pdu{.type = header.type, .body = TRY(reader.take(header.body_size_bytes))};
}

bool looks_like_dicom(BytesView answer) {
    const auto header = parse_pdu_header(answer);
    if (!header || answer[1] != std::byte{0}) return false;
    // Exactly four bytes for a refusal: this is what tells it from RDP, which starts with 3 too.
    const auto body = answer.subspan(pdu_header_size_bytes);
    if (header->type == PduType::associate_accept) return looks_like_acceptance(*header, answer);
    if (header->body_size_bytes != refusal_size_bytes) return false;
    if (header->type == PduType::associate_reject) return parse_rejection(body).has_value();
    if (header->type == PduType::abort) return parse_abort(body).has_value();
    return false;
}

Result<std::optional<DataValue>> DataValueReader::next() {
    if (reader_.at_end()) return std::optional<DataValue>();
    const auto length = TRY(reader_.u32_big());
    if (length < 2) {
        return Error{ErrorKind::malformed,
                     {"valeur DICOM plus courte que son en-tête",
                      "DICOM data value shorter than its own header"}};
    }
    ByteReader value(TRY(reader_.take(length)));
    const auto context_id = TRY(value.u8());
    const auto control = TRY(value.u8());
    return std::optional(DataValue{
        .context_id = context_id,
        .kind = (control & command_bit) != 0 ? DataKind::command : DataKind::data_set,
        .is_last = (control & last_bit) != 0,
        .bytes = value.rest(),
    });
}

Bytes encode_data(const DataValue& value, std::uint32_t body_bytes_max) {
    const auto limit = body_bytes_max == 0 ? pdu_length_bytes_max : body_bytes_max;
    const std::size_t piece_size_max =
        std::max(limit, value_header_size_bytes + 1) - value_header_size_bytes;
    ByteWriter writer;
    auto left = value.bytes;
    do {
        const auto piece = left.first(std::min(left.size(), piece_size_max));
        left = left.subspan(piece.size());
        const auto size = static_cast<std::uint32_t>(piece.size());
        const bool is_last = value.is_last && left.empty();
        writer.u8(static_cast<std::uint8_t>(PduType::data));
        writer.u8(0);
        writer.u32_big(size + value_header_size_bytes);
        writer.u32_big(size + 2);
        writer.u8(value.context_id);
        writer.u8(static_cast<std::uint8_t>((value.kind == DataKind::command ? command_bit : 0) |
                                            (is_last ? last_bit : 0)));
        writer.append(piece);
    } while (!left.empty());
    return std::move(writer).take();
}

Bytes encode_release_request() { return encode_release(PduType::release_request); }
Bytes encode_release_reply() { return encode_release(PduType::release_reply); }

}  // namespace primum::formats
