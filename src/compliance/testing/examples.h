// Records that a form accepts, of invented persons, for tests.
#pragma once

#include "compliance/ledger.h"
#include "crypto/random.h"

namespace primum::compliance::testing {

inline Values a_request() {
    return {{"received_on", "2026-11-20"}, {"way", "post"},      {"right", "access"},
            {"patient", "Jeanne Exemple"}, {"asker", "patient"}, {"identity", "known"}};
}

inline Values a_breach() {
    return {{"title", "Ordinateur portable volé"},
            {"aware_at", "2026-11-20T08:00:00Z"},
            {"found_by", "staff"},
            {"origin", "stolen-device"},
            {"nature", "confidentiality"}};
}

inline Values a_practice() {
    return {{"name", "Cabinet des Tilleuls"}, {"in_charge", "Dr Martin"}};
}

inline Values with(Values values, const Values& more) {
    for (const auto& [name, value] : more) values[name] = value;
    return values;
}

inline const Author martin{.name = "Dr Martin", .role = accounts::Role::in_charge};
inline const Author claire{.name = "Claire", .role = accounts::Role::staff};
inline const Author officer{.name = "Maître Durand",
                            .role = accounts::Role::data_protection_officer};
inline const Author technician{.name = "Paul", .role = accounts::Role::technician};

}  // namespace primum::compliance::testing
