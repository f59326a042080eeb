// Hl7Message: HL7 v2 as it lies in files: plain, framed by MLLP, in batches, one after the other
// in a log, and in its XML form (v2.xml).
//
// Segments are lines; the signs that separate fields and components stand in each MSH (v2.5
// §2.5.4).
#pragma once

#include <optional>
#include <string_view>

#include "formats/health/health_record.h"

namespace primum::formats {

// Nothing when there is no message. Entries: PID segments. Persons: those that name or number
// someone. Test: every message says so (MSH-11), or has identifiers for testing only.
std::optional<HealthRecord> parse_hl7(std::string_view text, const PersonListener& listener);

}  // namespace primum::formats
