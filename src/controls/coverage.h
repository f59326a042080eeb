// Coverage: what an answer rests on, and what was not seen. Private to this room.
//
// "Could not look" is never "nothing there": an answer without offending rows counts only when
// everything it rests on was looked at, wholly.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "base/time.h"
#include "store/types.h"

namespace primum::controls {

struct Needs {
    const std::vector<std::string>& tables;  // Somebody must have looked for each.
    const std::vector<std::string>& probes;  // Each must have looked.
    std::string family;                      // Where the probes are not named: "network", "host".
};

// What there is to rest on.
struct Seen {
    const std::vector<store::Observed>& observations;
    std::vector<std::string> known;  // Probes of questions that need no answer.
    Time at{};                       // Answers older than answer_age_max by then count no more.
};

struct Coverage {
    std::optional<Time> oldest;      // End of the oldest observation it rests on.
    std::vector<Sentence> not_seen;  // Missing, partial or failed: with the reasons.
    bool complete() const { return not_seen.empty(); }
};

// A table is fed by every probe that looked for it; where some of those are named in `probes`, only
// they count: a look at this computer is not a look at the network.
Coverage coverage_of(const Needs& needs, const Seen& seen);

}  // namespace primum::controls
