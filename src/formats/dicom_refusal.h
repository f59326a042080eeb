// DICOM refusals: why a machine will not talk (A-ASSOCIATE-RJ) or stops talking (A-ABORT).
//
// The numbers of PS3.8 tables 9-21 and 9-26, told apart and said in plain words. Numbers that the
// standard reserves are kept as they came, so that nothing is lost in a round trip.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "base/sentence.h"

namespace primum::formats {

inline constexpr std::size_t refusal_size_bytes = 4;  // Body of both PDUs.

enum class RejectionResult : std::uint8_t { permanent = 1, transient = 2 };

// Source in the high byte, reason in the low one: a reason's number means nothing without its
// source. Values not listed are the reserved ones.
enum class RejectionReason : std::uint16_t {
    no_reason_from_application = 0x0101,
    application_context_not_supported = 0x0102,
    calling_title_not_recognized = 0x0103,
    called_title_not_recognized = 0x0107,
    no_reason_from_protocol = 0x0201,
    protocol_version_not_supported = 0x0202,
    temporary_congestion = 0x0301,
    local_limit_exceeded = 0x0302,
};

struct Rejection {
    RejectionResult result = RejectionResult::permanent;
    RejectionReason reason = RejectionReason::no_reason_from_application;
    bool operator==(const Rejection&) const = default;
};

// The body of an A-ASSOCIATE-RJ, PS3.8 §9.3.4. Results and sources outside table 9-21 are
// malformed; reserved reasons are not.
Result<Rejection> parse_rejection(BytesView body);
Bytes encode(const Rejection& rejection);

// Stable, in kebab-case, for facts and JSON: "called-title-not-recognized"; "reserved" for the
// rest.
std::string_view name_of(RejectionReason reason);
Sentence explain(RejectionReason reason);

// Source in the high byte. From the application (source 0) there is no reason to tell apart.
enum class AbortReason : std::uint16_t {
    by_application = 0x0000,
    not_specified = 0x0200,
    unrecognized_pdu = 0x0201,
    unexpected_pdu = 0x0202,
    unrecognized_parameter = 0x0204,
    unexpected_parameter = 0x0205,
    invalid_parameter = 0x0206,
};

struct Abort {
    AbortReason reason = AbortReason::by_application;
    bool operator==(const Abort&) const = default;
};

// The body of an A-ABORT, PS3.8 §9.3.8. Sources over 2 are malformed.
Result<Abort> parse_abort(BytesView body);
Bytes encode(const Abort& abort);

std::string_view name_of(AbortReason reason);
Sentence explain(AbortReason reason);

}  // namespace primum::formats
