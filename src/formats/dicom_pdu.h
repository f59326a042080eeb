// DICOM upper layer: the messages (PDUs) that two DICOM machines exchange over TCP, PS3.8 §9.3.
//
// A caller reads six bytes, asks parse_pdu_header() how many follow, reads exactly those, and hands
// them ("the body") to the parser of that type. A PDU that announces more than the limit is refused
// before a byte of it is read. Encoders return whole PDUs, header included.
// Associations are in dicom_association.h, refusals and aborts in dicom_refusal.h.
#pragma once

#include <cstdint>
#include <optional>

#include "base/byte_reader.h"
#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

enum class PduType : std::uint8_t {
    associate_request = 1,
    associate_accept = 2,
    associate_reject = 3,
    data = 4,
    release_request = 5,
    release_reply = 6,
    abort = 7,
};

inline constexpr std::size_t pdu_header_size_bytes = 6;

// Eight times what we announce in an association, and what the largest common peers send (128 KiB):
// whatever exceeds it is not a conversation but an attempt to fill our memory.
inline constexpr std::uint32_t pdu_length_bytes_max = 128_KiB;

struct PduHeader {
    PduType type = PduType::abort;
    std::uint32_t body_size_bytes = 0;  // To be read next.
    bool operator==(const PduHeader&) const = default;
};

// Reads the first six bytes; more may follow them. Fails with ErrorKind::malformed on a type that
// PS3.8 does not have and on a length over `length_bytes_max`.
Result<PduHeader> parse_pdu_header(BytesView bytes,
                                   std::uint32_t length_bytes_max = pdu_length_bytes_max);

// A whole PDU; the body is a view into the bytes it was parsed from.
struct Pdu {
    PduType type = PduType::abort;
    BytesView body;
};

// The first PDU in `bytes`, for callers that already hold all of it.
Result<Pdu> parse_pdu(BytesView bytes, std::uint32_t length_bytes_max = pdu_length_bytes_max);

// Whether these first bytes of an answer to an A-ASSOCIATE-RQ come from a DICOM machine: it
// accepts, rejects or aborts. False for our own request sent back, as an echo service does.
bool looks_like_dicom(BytesView answer);

// What one presentation data value carries, PS3.8 annex E.2.
enum class DataKind : std::uint8_t { data_set = 0, command = 1 };

// A piece of a DIMSE message. `bytes` is a view into the body it was read from.
struct DataValue {
    std::uint8_t context_id = 0;
    DataKind kind = DataKind::data_set;
    bool is_last = false;  // The message's command, or its data set, is complete with this piece.
    BytesView bytes;
};

// Walks over the values of a P-DATA-TF body, PS3.8 §9.3.5, copying nothing. The body is borrowed
// and must outlive the reader and the values. After an error the reader is not to be asked again.
class DataValueReader {
public:
    explicit DataValueReader(BytesView body) : reader_(body) {}
    // Nothing at the end of the body.
    Result<std::optional<DataValue>> next();

private:
    ByteReader reader_;
};

// P-DATA-TF PDUs, one value in each, cut so that no body exceeds `body_bytes_max`, which is what
// the peer said it accepts (0: it set no limit). An empty value is still one PDU. A peer's limit
// too small for a single byte of content is treated as the smallest that works.
Bytes encode_data(const DataValue& value, std::uint32_t body_bytes_max);

Bytes encode_release_request();  // A-RELEASE-RQ, PS3.8 §9.3.6
Bytes encode_release_reply();    // A-RELEASE-RP, PS3.8 §9.3.7

}  // namespace primum::formats
