// Running the catalogue: what each control finds in what is known now.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "controls/catalogue.h"
#include "store/store.h"

namespace primum::controls {

enum class Status { pass, fail, not_observed, not_applicable };

std::string_view name_of(Status status);  // "pass", "fail", "not-observed", "not-applicable"

// One thing that offends: a service, a share, a device.
struct Subject {
    std::string name;
    Severity severity = Severity::low;
    std::vector<facts::Value> details;  // As Finding::columns.
};

struct Finding {
    const Control* control = nullptr;  // In the catalogue, which must outlive the finding.
    Status status = Status::not_observed;
    Severity severity =
        Severity::low;  // The worst of the subjects' when failed, else the control's.
    std::vector<std::string> columns;  // Of the details: `subject` and `severity` left out.
    std::vector<Subject> subjects;     // The worst first, else in the order of the query.
    bool cut = false;                  // There are more subjects than subjects_max.
    std::optional<Time> observed_at;  // Oldest observation it rests on; nothing when there is none.
    std::vector<Sentence> reasons;    // Why it is not observed; or, failed, what was not seen.

    static constexpr std::size_t subjects_max = 50'000;
};

// One finding a control, the most severe first, otherwise in the order of the catalogue.
//
//   the query gives rows                                          fail, whatever was not seen
//   an observation it rests on is missing, partial or failed,
//   and `observed` gives no row either                            not observed, with the reasons
//   `applies` gives no row                                        not applicable
//   else                                                          pass
//
// It rests on the newest observations of `probes`, and on those that looked for the tables it
// reads; an answer of a person counts for answer_age_max before `at`, and is not needed where the
// facts or another answer settle its question. A control whose query fails is not observed, with
// the database's words; the others go on. Fails itself only when the store cannot be read.
Result<std::vector<Finding>> run(const Catalogue& catalogue, const store::Store& store,
                                 Time at = now());

// The same for one control, which must outlive the finding: to look again after a fix. Does not
// know which questions the facts answer.
Result<Finding> run_one(const Control& control, const store::Store& store, Time at = now());

// The questions of the catalogue that the facts answer by themselves.
std::vector<const Question*> known_questions(const Catalogue& catalogue, const store::Store& store);

// Those that another answer makes needless: no guest Wi-Fi, so nothing to say of its isolation.
Result<std::vector<const Question*>> needless_questions(const Catalogue& catalogue,
                                                        const store::Store& store);

}  // namespace primum::controls
