// Comparison: what is new, mended or worse since an earlier audit, judged by the same catalogue.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "controls/run.h"

namespace primum::report {

struct Change {
    const controls::Control* control = nullptr;  // Borrowed from the findings.
    std::string subject;
    controls::Severity severity = controls::Severity::low;  // Now; for what is gone, then.
};

struct Comparison {
    std::int64_t run = 0;  // The earlier audit.
    Time at{};
    std::int64_t patients = 0;  // Exposed then.
    std::vector<Change> added;
    std::vector<Change> worse;   // More severe, or more patients behind it.
    std::vector<Change> mended;  // It was looked for again, and is gone.
    std::vector<Change> unseen;  // Not found again, but not everything was looked at.
    std::size_t unchanged = 0;
};

// Fills the lists from what was found then and now. Each list is the most severe first.
void compare(const std::vector<controls::Finding>& then, const std::vector<controls::Finding>& now,
             Comparison& comparison);

}  // namespace primum::report
