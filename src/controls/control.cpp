#include "controls/control.h"

#include "base/check.h"

namespace primum::controls {

std::string_view name_of(Severity severity) {
    switch (severity) {
        case Severity::low:
            return "low";
        case Severity::medium:
            return "medium";
        case Severity::high:
            return "high";
        case Severity::critical:
            return "critical";
    }
    CHECK(false);
    return {};
}

std::optional<Severity> severity_named(std::string_view name) {
    for (const auto severity :
         {Severity::low, Severity::medium, Severity::high, Severity::critical}) {
        if (name_of(severity) == name) return severity;
    }
    return std::nullopt;
}

}  // namespace primum::controls
