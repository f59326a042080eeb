// Acceptance: a finding that the person in charge lives with until a date. It is shown apart, never
// hidden, and changes no number: what is exposed stays exposed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "controls/run.h"

namespace primum::report {

struct Acceptance {
    std::string control;
    std::optional<std::string> subject;  // Nothing: all that the control finds.
    std::string reason;
    std::string by;
    std::optional<Time> at;
    std::string until;  // "2026-12-31": the last day on which it holds.
};

struct AcceptedSubject {
    const controls::Subject* subject = nullptr;
    const Acceptance* acceptance = nullptr;
};

// A finding that fails, with its subjects parted. Pointers into the findings and the acceptances.
struct Failure {
    const controls::Finding* finding = nullptr;
    std::vector<const controls::Subject*> open;
    std::vector<AcceptedSubject> accepted;
    controls::Severity severity = controls::Severity::low;  // The worst of what is open.
};

// All that fails, those with the worst open subject first and what is accepted wholly last. A
// folder that was accepted covers the files below it.
std::vector<Failure> failures(const std::vector<controls::Finding>& findings,
                              const std::vector<Acceptance>& acceptances);

}  // namespace primum::report
