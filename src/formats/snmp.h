// SNMP: the question "what are you?" to an agent, in versions 1 and 2c, and its answer.
//
// GetRequest for sysDescr.0 (RFC 1157, RFC 3416; the object is of RFC 3418), in the basic encoding
// rules of ASN.1 (X.690).
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

enum class SnmpVersion : std::uint8_t { v1 = 0, v2c = 1 };

struct SnmpAnswer {
    SnmpVersion version = SnmpVersion::v1;
    std::uint32_t request = 0;
    std::uint32_t error_status = 0;  // 0 is noError; any other is an answer too.
    std::string description;         // Of the first object; empty when it is no text. Hostile.
};

// `request` must be below 2^31.
Bytes snmp_question(SnmpVersion version, std::uint32_t request);
Result<SnmpAnswer> parse_snmp_answer(BytesView datagram);

}  // namespace primum::formats
