// Who takes care of what, as the practice shared it out.
#pragma once

#include "facts/column.h"

namespace primum::facts {

struct Assignment {
    std::string control;
    std::string assigned_to;
    std::string assigned_by;
    std::string assigned_at;
};

// clang-format off
template <> struct Declaration<Assignment> {
    static constexpr std::string_view name = "assignment";
    static constexpr std::string_view meaning = "a finding that somebody takes care of";
    static constexpr std::tuple columns{
        ColumnOf{"control", &Assignment::control, "the control that found it"},
        ColumnOf{"assigned_to", &Assignment::assigned_to, "who takes care of it"},
        ColumnOf{"assigned_by", &Assignment::assigned_by, "who said so"},
        ColumnOf{"assigned_at", &Assignment::assigned_at, "when, UTC"}};
};
// clang-format on

}  // namespace primum::facts
