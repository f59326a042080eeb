// HealthRecord: what the parsers of health formats say of a file. They keep nothing of a person:
// each one they meet goes to a listener, as views that end with the call.
#pragma once

#include <functional>
#include <string_view>

#include "formats/person_hash.h"

namespace primum::formats {

using PersonListener = std::function<void(const PersonTraits&)>;

struct HealthRecord {
    std::int64_t persons = 0;  // As often as they were met: one may come many times.
    std::int64_t entries = 0;  // About someone whose name is elsewhere: a result, a prescription.
    bool is_test = false;      // The file says of itself that it is for testing.
};

// Identifiers of the national identity (INS) by their systems, domain.md §3.2: test and
// demonstration ones, and no real one.
bool has_real_identity(std::string_view text);
bool has_test_identity_only(std::string_view text);

}  // namespace primum::formats
