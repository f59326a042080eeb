// EmergencyMessage: what emergency services tell one another, in the JSON and XML of the French hub
// of emergency care (SAMU hub, EMSI and EDA messages).
#pragma once

#include <optional>
#include <string_view>

#include "formats/health/health_record.h"

namespace primum::formats {

// Nothing when it is none. Persons: patients with a name or a number. Entries: a call for someone
// whose name is not known yet, by a caller who is named. A message about vehicles, a place or
// another message has neither.
std::optional<HealthRecord> parse_emergency_message(std::string_view text,
                                                    const PersonListener& listener);

}  // namespace primum::formats
