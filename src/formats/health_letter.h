// Recognises French medical letters by weighted words (a letter to a colleague, a prescription).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/keyed_hash.h"

namespace primum::formats {

struct HealthLetter {
    int weight = 0;
    std::optional<std::uint64_t> person;  // Of whom it speaks.
};

// Nothing when it is no medical letter about a person. `first_bytes` in plain text or RTF.
std::optional<HealthLetter> recognise_health_letter(BytesView first_bytes, const HashKey& key);

}  // namespace primum::formats
