// Hprim: results and letters as French laboratories send them.
//
// HPRIM Santé 2.x: segments like ASTM's, "H|~^\&|...|H2.2~C|", "P|1|...". HPRIM Médecins 3.0 (March
// 1997): twelve lines or thirteen about the patient and the sender, a text, results between
// "****LAB****" and "****FIN****", at the end "****FINFICHIER****".
#pragma once

#include <optional>
#include <string_view>

#include "formats/health/health_record.h"

namespace primum::formats {

std::optional<HealthRecord> parse_hprim_sante(std::string_view text,
                                              const PersonListener& listener);
std::optional<HealthRecord> parse_hprim_medecins(std::string_view text,
                                                 const PersonListener& listener);

}  // namespace primum::formats
