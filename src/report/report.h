// Report: everything that a report shows, whatever its form. Same report, same bytes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "controls/exposed.h"
#include "controls/run.h"
#include "facts/observation.h"

namespace primum::report {

// A network that was looked at, and who agreed to it.
struct Consent {
    std::string network;
    std::string by;
    std::string at;
};

struct Report {
    Time started_at{};
    Time finished_at{};
    bool stopped = false;  // The person stopped the audit: what was seen until then is shown.
    controls::Exposed exposed;
    Sentence how_exposed;  // How the leading number was made.
    std::vector<controls::Finding> findings;
    std::vector<facts::Observation> observations;  // Without their rows.
    std::vector<Consent> consents;
    std::map<std::string, Sentence> answers;  // Question that is a subject -> what was answered.
    std::map<std::string, std::string> device_names;  // Address -> "NAS-1", to make it findable.
};

enum class Style { plain, colored };

// For a person at a terminal: the exposed patients first, then what to mend by severity with the
// first thing to do, then what could not be observed and why, then what is fine, counted.
std::string as_text(const Report& report, Language language, Style style);

// The stable form "primum-audit/1" (docs/design/audit-json.md).
std::string as_json(const Report& report, Language language);

}  // namespace primum::report
