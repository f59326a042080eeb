// ClinicalDocument: HL7 CDA R2 in the profiles of the French CI-SIS, and the older R1.
#pragma once

#include <optional>
#include <string_view>

#include "formats/health/health_record.h"

namespace primum::formats {

// Nothing when the text is no clinical document. Entries: 1, the document itself.
std::optional<HealthRecord> parse_clinical_document(std::string_view text,
                                                    const PersonListener& listener);

}  // namespace primum::formats
