// Report: everything that a report shows, whatever its form. Same report, same bytes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "controls/exposed.h"
#include "controls/run.h"
#include "facts/observation.h"
#include "report/acceptance.h"
#include "report/comparison.h"

namespace primum::report {

// A network that was looked at, and who agreed to it.
struct Consent {
    std::string network;
    std::string by;
    std::string at;
};

// A thing on the practice's network, for the drawing.
struct Machine {
    std::string address;
    std::string name;  // Its own, else its maker's, else empty.
    std::string kind;  // As in facts::Device: "router", "imaging", "unknown", …
    bool this_computer = false;
};

// An opening in the router, from the Internet to a machine.
struct Opening {
    std::string target;  // Address inside.
    std::int64_t external_port = 0;
    std::int64_t target_port = 0;
};

// The leading number as it stood when an earlier audit ended, counted with today's catalogue.
struct Moment {
    std::int64_t run = 0;
    Time at{};
    std::int64_t patients = 0;
};

// What a person answered to a question that no probe can answer.
struct Answer {
    std::string id;     // Of the question; a finding over answers has it as its subject.
    Sentence question;  // As it was asked.
    Sentence value;     // As it was answered.
    std::string at;
    std::string by;
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
    std::map<std::string, std::string> device_names;  // Address -> "NAS-1", to make it findable.
    std::vector<Machine> machines;                    // Sorted by address.
    std::vector<Opening> openings;
    std::vector<const controls::Reference*> references;  // All that the catalogue has; borrowed.
    std::vector<Answer> answers;
    std::vector<Acceptance> acceptances;  // In force on the day of the report.
    std::vector<Moment> history;          // Oldest first, this audit last.
    std::optional<Comparison> comparison;
};

enum class Style { plain, colored };

// For a person at a terminal: the exposed patients first, then what to mend by severity with the
// first thing to do, then what could not be observed and why, then what is fine, counted.
std::string as_text(const Report& report, Language language, Style style);

// One file that opens anywhere: for the doctor, then an annex for the technician and one for the
// DPO. On paper everything is unfolded and long lists are cut: it is what WeasyPrint makes the PDF
// of.
enum class Medium { screen, paper };
std::string as_html(const Report& report, Language language, Medium medium);

// The stable form "primum-audit/1" (docs/design/audit-json.md).
std::string as_json(const Report& report, Language language);

// One row a subject. In French as French spreadsheets read it: semicolons. UTF-8 with its mark.
std::string as_csv(const Report& report, Language language);

// SARIF 2.1.0: one result a subject.
std::string as_sarif(const Report& report, Language language);

// OSCAL 1.0.6: what was found, what may be looked for, and what was to be looked at.
std::string as_oscal_results(const Report& report, Language language);
std::string as_oscal_catalog(const Report& report, Language language);
std::string as_oscal_plan(const Report& report, Language language);

// A library of CISO Assistant: the controls as a framework, the fixes as its reference controls,
// what was found as annotations.
std::string as_ciso_assistant(const Report& report, Language language);

// An impact assessment that the CNIL's PIA tool imports, filled in where the facts know the answer.
std::string as_cnil_pia(const Report& report, Language language);

}  // namespace primum::report
