// Fhir: resources of HL7 FHIR (R4, R5) in JSON, XML or one JSON resource a line.
#pragma once

#include <optional>
#include <string_view>

#include "formats/health/health_record.h"

namespace primum::formats {

// Nothing when the text holds no resource. Persons: Patient and RelatedPerson resources. Entries:
// clinical resources. Both 0 for the definitions of which the standard itself is made.
std::optional<HealthRecord> parse_fhir(std::string_view text, const PersonListener& listener);

}  // namespace primum::formats
