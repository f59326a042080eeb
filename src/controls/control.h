// Control, Reference, LeadingNumber: the catalogue's files as values.
//
// The format of the files is in docs/design/catalogue.md. Plain values, owned by their Catalogue.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"
#include "facts/column.h"

namespace primum::controls {

enum class Severity { low, medium, high, critical };  // Ordered: the worst is the greatest.

std::string_view name_of(Severity severity);  // "low", "medium", "high", "critical"
std::optional<Severity> severity_named(std::string_view name);

// Something wrong in the catalogue, said so that the person who edits it can mend it.
struct Problem {
    std::filesystem::path file;
    int line = 0;  // From 1; 0 when it concerns the whole file.
    Sentence what;
};

// Rows that a control is tried on, and what must come out.
struct Case {
    enum class Expected { fail, pass, not_applicable };
    Expected expected = Expected::fail;
    std::optional<Severity> severity;  // Of the finding, where the case says so.
    std::vector<facts::Fact> facts;    // A column that is not written holds its default.
    int line = 0;
};

struct Control {
    std::string id;  // Also the name of its file.
    Severity severity = Severity::low;
    std::vector<std::string> reads;      // Tables of facts that its queries read.
    std::vector<std::string> probes;     // Whose observations a pass needs; empty: any that looked.
    std::optional<std::string> applies;  // SQL; no row means not applicable.
    // SQL; a row means: what the control asks was seen, though its probes could not see everything.
    std::optional<std::string> observed;
    std::string fails;               // SQL; its rows are what offends. First column: `subject`.
    std::vector<std::string> cites;  // Ids of references.
    Sentence title;
    Sentence why;
    std::vector<Sentence> fix;  // Steps, in order; the first is the first thing to do.
    std::vector<Case> cases;
    std::filesystem::path file;
};

// Something a control cites: an article, a guide's sheet, a sanction.
struct Reference {
    enum class Confidence { high, medium, low };  // Below high it is shown as "to verify".
    std::string id;
    Sentence title;
    std::optional<std::string> url;
    std::optional<std::string> section;  // Article, sheet or page: `article`, `section` or `where`.
    std::string checked;                 // "2026-05-14": when somebody last read it.
    std::optional<std::string> source;   // What was read, where it was not the thing itself.
    Confidence confidence = Confidence::low;
    std::filesystem::path file;
};

// How many patients' records someone could read now: exposed.yaml.
struct LeadingNumber {
    struct Try {
        std::vector<facts::Fact> given;
        std::int64_t patients = 0;
        std::int64_t records = 0;
        int line = 0;
    };
    std::string query;  // Rows (control, subject, machine, patients, records).
    std::vector<std::string> probes;
    Sentence how;  // The line that says how the number was made.
    std::vector<Try> cases;
    std::filesystem::path file;
};

}  // namespace primum::controls
