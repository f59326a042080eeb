// What a parser of health records told of persons, kept for a test to look at.
#pragma once

#include <string>
#include <vector>

#include "formats/health/health_record.h"

namespace primum::formats::testing {

struct HeardPerson {
    std::string name;
    std::string birth_date;
    std::string identifier;
    bool operator==(const HeardPerson&) const = default;
};

inline void PrintTo(const HeardPerson& person, std::ostream* out) {
    *out << person.name << '|' << person.birth_date << '|' << person.identifier;
}

struct HeardPersons {
    std::vector<HeardPerson> all;

    PersonListener listener() {
        return [this](const PersonTraits& traits) {
            all.push_back({std::string(traits.name), std::string(traits.birth_date),
                           std::string(traits.identifier)});
        };
    }
};

}  // namespace primum::formats::testing
