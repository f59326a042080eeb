#include "controls/run.h"

#include <algorithm>
#include <map>

#include "controls/coverage.h"
#include "facts/cell.h"

namespace primum::controls {
namespace {

using facts::text_of;

constexpr store::Limits subject_limits{.rows_max = Finding::subjects_max};
constexpr store::Limits existence_limits{.rows_max = 0};

Subject subject_of(std::vector<facts::Value> row, std::size_t severity_column, Severity otherwise) {
    Subject subject{.name = text_of(row[0]), .severity = otherwise};
    if (std::holds_alternative<std::monostate>(row[0])) subject.name = "?";
    for (std::size_t i = 1; i < row.size(); ++i) {
        if (i == severity_column) {
            subject.severity = severity_named(text_of(row[i])).value_or(otherwise);
        } else {
            subject.details.push_back(std::move(row[i]));
        }
    }
    return subject;
}

// Moves the rows of a `fails` query into the finding, and takes the worst severity.
void take_subjects(Finding& finding, store::Rows rows) {
    const auto severity_column = static_cast<std::size_t>(
        std::ranges::find(rows.columns, "severity") - rows.columns.begin());
    for (std::size_t i = 1; i < rows.columns.size(); ++i) {
        if (i != severity_column) finding.columns.push_back(std::move(rows.columns[i]));
    }
    finding.subjects.reserve(rows.rows.size());
    for (auto& row : rows.rows) {
        finding.subjects.push_back(
            subject_of(std::move(row), severity_column, finding.control->severity));
    }
    std::ranges::stable_sort(finding.subjects, std::ranges::greater{}, &Subject::severity);
    finding.severity = finding.subjects.front().severity;
    finding.cut = rows.cut;
}

Finding not_observed(Finding finding, std::vector<Sentence> reasons) {
    finding.status = Status::not_observed;
    finding.reasons = std::move(reasons);
    return finding;
}

Finding failed_query(Finding finding, const Error& error) {
    return not_observed(
        std::move(finding),
        {join({"le contrôle n'a pas pu être exécuté", "the control could not be run"},
              error.message)});
}

// The rows themselves show that what it asks was seen, by a look that was partial elsewhere.
bool was_observed(const Control& control, const store::Store& store) {
    if (!control.observed) return false;
    const auto rows = store.query(*control.observed, existence_limits);
    return rows && rows->cut;
}

Finding evaluate(const Control& control, const store::Store& store, const Seen& seen) {
    const Needs needs{control.reads, control.probes,
                      control.file.parent_path().filename().string()};
    auto coverage = coverage_of(needs, seen);
    Finding finding{
        .control = &control, .severity = control.severity, .observed_at = coverage.oldest};

    bool applies = true;
    if (control.applies) {
        const auto rows = store.query(*control.applies, existence_limits);
        if (!rows) return failed_query(std::move(finding), rows.error());
        applies = rows->cut;
    }
    if (applies) {
        auto rows = store.query(control.fails, subject_limits);
        if (!rows) return failed_query(std::move(finding), rows.error());
        if (!rows->rows.empty()) {
            take_subjects(finding, *std::move(rows));
            finding.status = Status::fail;
            finding.reasons = std::move(coverage.not_seen);
            return finding;
        }
    }
    if (!coverage.complete() && !was_observed(control, store)) {
        return not_observed(std::move(finding), std::move(coverage.not_seen));
    }
    finding.status = applies ? Status::pass : Status::not_applicable;
    return finding;
}

}  // namespace

std::string_view name_of(Status status) {
    switch (status) {
        case Status::pass:
            return "pass";
        case Status::fail:
            return "fail";
        case Status::not_observed:
            return "not-observed";
        case Status::not_applicable:
            return "not-applicable";
    }
    CHECK(false);
    return {};
}

Result<std::vector<Finding>> run(const Catalogue& catalogue, const store::Store& store, Time at) {
    const auto observations = TRY(store.observations());
    Seen seen{.observations = observations, .at = at};
    for (const auto* question : known_questions(catalogue, store)) {
        seen.known.push_back(probe_of_question(question->id));
    }
    for (const auto* question : TRY(needless_questions(catalogue, store))) {
        seen.known.push_back(probe_of_question(question->id));
    }
    std::vector<Finding> findings;
    findings.reserve(catalogue.controls.size());
    for (const auto& control : catalogue.controls) {
        findings.push_back(evaluate(control, store, seen));
    }
    std::ranges::stable_sort(findings, std::ranges::greater{}, &Finding::severity);
    return findings;
}

Result<Finding> run_one(const Control& control, const store::Store& store, Time at) {
    const auto observations = TRY(store.observations());
    return evaluate(control, store, {.observations = observations, .at = at});
}

std::vector<const Question*> known_questions(const Catalogue& catalogue,
                                             const store::Store& store) {
    std::vector<const Question*> known;
    for (const auto& group : catalogue.questions) {
        for (const auto& question : group.questions) {
            if (!question.known) continue;
            const auto rows = store.query(*question.known, existence_limits);
            if (rows && rows->cut) known.push_back(&question);
        }
    }
    return known;
}

namespace {

// True when the answer that `question` follows is known, and is none of those that call for it.
bool is_needless(const Question& question, const std::map<std::string, std::string>& answers) {
    if (!question.after) return false;
    const auto found = answers.find(question.after->question);
    if (found == answers.end() || found->second == unknown_answer) return false;
    const auto& values = question.after->values;
    return std::ranges::find(values, found->second) == values.end();
}

}  // namespace

Result<std::vector<const Question*>> needless_questions(const Catalogue& catalogue,
                                                        const store::Store& store) {
    const auto rows = TRY(store.query("SELECT question, value FROM answer"));
    std::map<std::string, std::string> answers;
    for (const auto& row : rows.rows) answers[text_of(row[0])] = text_of(row[1]);
    std::vector<const Question*> needless;
    for (const auto& group : catalogue.questions) {
        for (const auto& question : group.questions) {
            if (is_needless(question, answers)) needless.push_back(&question);
        }
    }
    return needless;
}

}  // namespace primum::controls
