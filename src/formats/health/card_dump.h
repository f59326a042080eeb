// CardDump: what programs write down of a Vitale or CPS card: INI files with the insured's number.
//
// MedinTux: sections [VITALE...] and [CPS_GR1], fields m_NIR, m_Clef_NIR, m_Nom, m_Prenom.
#pragma once

#include <optional>
#include <string_view>

#include "formats/health/health_record.h"

namespace primum::formats {

// Nothing when it is none. Persons: those with a number; a professional's card has none.
std::optional<HealthRecord> parse_card_dump(std::string_view text, const PersonListener& listener);

}  // namespace primum::formats
