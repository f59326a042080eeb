// What the person in charge says, as facts: which findings were accepted, by whom and until when.
#pragma once

#include "facts/column.h"

namespace primum::facts {

struct Acceptance {
    std::string control;
    Text subject;
    std::string reason;
    std::string accepted_by;
    std::string accepted_at;
    std::string accepted_until;
};

// clang-format off
template <> struct Declaration<Acceptance> {
    static constexpr std::string_view name = "acceptance";
    static constexpr std::string_view meaning = "a finding that the person in charge lives with, until a date";
    static constexpr std::tuple columns{
        ColumnOf{"control", &Acceptance::control, "the control that found it"},
        ColumnOf{"subject", &Acceptance::subject, "the one subject accepted; null for all that the control finds"},
        ColumnOf{"reason", &Acceptance::reason, "why, in the words of the person"},
        ColumnOf{"accepted_by", &Acceptance::accepted_by, "who accepted it"},
        ColumnOf{"accepted_at", &Acceptance::accepted_at, "when, UTC"},
        ColumnOf{"accepted_until", &Acceptance::accepted_until, "last day on which it holds, YYYY-MM-DD"}};
};
// clang-format on

}  // namespace primum::facts
