// PersonHash: tells whether two files speak of one person, without keeping who it is.
//
// A person is a name and a birth date, written in any order, case and accents, so that a letter, a
// result and an image of one person count once; without these, an identifier. The key lives as long
// as one count: no hash can be compared with another day's.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/keyed_hash.h"

namespace primum::formats {

struct PersonTraits {
    std::string_view name;        // In any encoding; "DUPONT^Jeanne", "Jeanne DUPONT".
    std::string_view birth_date;  // "19500101", "1950-01-01" or "01/01/1950"; more may follow.
    std::string_view identifier;
};

// Nothing when the traits do not tell one person from another.
std::optional<std::uint64_t> hash_person(const PersonTraits& traits, const HashKey& key);

}  // namespace primum::formats
