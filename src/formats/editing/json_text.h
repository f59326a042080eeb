// JsonText: one member of the outermost object of a JSON text that people wrote, with their
// comments
// (// and /* */, as JsonCpp and Orthanc read them), is read or changed; all other bytes stay.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace primum::formats {

constexpr int json_depth_max = 100;

// The member's value as it is written; nothing when there is none. Of several, the last. Fails with
// ErrorKind::malformed on what is not an object.
Result<std::optional<std::string>> json_member(std::string_view text, std::string_view name);

// The text with `value` (JSON) as the member: where it was, else first in the object. `name` is
// plain letters.
Result<std::string> with_json_member(std::string_view text, std::string_view name,
                                     std::string_view value);

}  // namespace primum::formats
