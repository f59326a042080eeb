// DicomDump: a DICOM data set written out as text, as dcmdump and worklist tools do:
// "(0010,0010) PN [MARTINEAU^LUCIE]".
#pragma once

#include <optional>
#include <string_view>

#include "formats/health/health_record.h"

namespace primum::formats {

// Nothing when it is none. A template, whose values are empty, has no persons.
std::optional<HealthRecord> parse_dicom_dump(std::string_view text, const PersonListener& listener);

}  // namespace primum::formats
