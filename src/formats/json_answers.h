// The few JSON answers of medical web servers that say how much they give away.
//
// Read as a stream of events: nothing of a document is kept but the numbers asked for, whatever its
// size. Deeper nesting than nesting_depth_max is refused.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace primum::formats {

inline constexpr int json_nesting_depth_max = 64;
inline constexpr std::size_t json_fields_max = 200;

// The members of a JSON object whose values are text or whole numbers; numbers as decimal text.
// Nested values are stepped over. For Orthanc's /system and /statistics, dcm4chee's counts, a FHIR
// bundle's total. Fails with ErrorKind::malformed when the text is no JSON object.
Result<std::map<std::string, std::string>> top_level_fields(std::string_view json);

// One study of a QIDO-RS answer (PS3.18 §10.6): views valid during the call only.
struct QidoStudy {
    std::string_view patient_id;
    std::string_view issuer_of_patient_id;
    std::string_view patient_birth_date;
};

// Calls `on_study` for each object of the array; gives their number. A text cut short gives the
// objects that were whole, and ErrorKind::malformed when it is no JSON array of objects at all.
Result<std::int64_t> count_qido_studies(std::string_view json,
                                        const std::function<void(const QidoStudy&)>& on_study);

}  // namespace primum::formats
