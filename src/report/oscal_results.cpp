#include <set>

#include "report/details.h"
#include "report/machines.h"
#include "report/oscal.h"
#include "report/uuid.h"

namespace primum::report {
namespace {

using controls::Finding;
using controls::Status;
using oscal::Json;

// One document has one observation, one finding and at most one risk a control.
class OscalResults {
public:
    OscalResults(const Report& report, Language language)
        : report_(report),
          language_(language),
          failures_(failures(report.findings, report.acceptances)) {}

    std::string write() && {
        for (const auto& finding : report_.findings) add(finding);
        for (const auto& failure : failures_) add_risk(failure);
        Json document{{"uuid", uuid("results", "")},
                      {"metadata",
                       oscal::metadata(
                           report_, {"Résultats de l'audit de Primum", "Results of Primum's audit"},
                           language_)},
                      {"import-ap", {{"href", "#" + oscal::plan_uuid(report_)}}},
                      {"results", Json::array({result()})},
                      {"back-matter", {{"resources", Json::array({plan()})}}}};
        return oscal::dump("assessment-results", std::move(document));
    }

private:
    std::string in(const Sentence& sentence) const { return sentence.in(language_); }

    // Of this audit: another audit of the same practice has others.
    std::string uuid(std::string_view what, std::string_view which) const {
        return uuid_of(fmt::format("{}/{}/{}", what, format_time(report_.finished_at), which));
    }

    Json plan() const {
        return {{"uuid", oscal::plan_uuid(report_)},
                {"title", in({"Plan de cet audit", "Plan of this audit"})},
                {"rlinks", Json::array({{{"href", "oscal-plan.json"}}})},
                {"remarks", in({"primum report --format oscal-plan donne ce document.",
                                "primum report --format oscal-plan gives this document."})}};
    }

    Json result() {
        const auto exposed = say("Patients dont quelqu'un pourrait lire les données : {}. {}",
                                 "Patients whose data someone could read: {}. {}",
                                 report_.exposed.patients, in(report_.how_exposed));
        Json made{
            {"uuid", uuid("result", "")},
            {"title", in({"Ce que Primum a vu", "What Primum saw"})},
            {"description", in(exposed)},
            {"start", format_time(report_.started_at)},
            {"end", format_time(report_.finished_at)},
            {"props",
             Json::array(
                 {oscal::property("exposed-patients", std::to_string(report_.exposed.patients)),
                  oscal::property("exposed-records", std::to_string(report_.exposed.records))})}};
        if (!components_.empty()) made["local-definitions"] = {{"components", components_}};
        made["reviewed-controls"] = oscal::reviewed_controls(report_, language_);
        if (!observations_.empty()) made["observations"] = observations_;
        if (!risks_.empty()) made["risks"] = risks_;
        if (!findings_.empty()) made["findings"] = findings_;
        return made;
    }

    void add(const Finding& finding) {
        const auto& control = *finding.control;
        Json observation{{"uuid", uuid("observation", control.id)},
                         {"title", oscal::line(in(control.title))},
                         {"description", in(control.why)},
                         {"methods", Json::array({"TEST"})},
                         {"types", Json::array({"control-objective"})}};
        if (!finding.subjects.empty()) {
            observation["subjects"] = subjects_of(finding);
            observation["relevant-evidence"] = evidence_of(finding);
        }
        observation["collected"] = format_time(finding.observed_at.value_or(report_.finished_at));
        if (!finding.reasons.empty()) observation["remarks"] = joined(finding.reasons, language_);
        observations_.push_back(std::move(observation));
        findings_.push_back(finding_of(finding));
    }

    Json subjects_of(const Finding& finding) {
        Json subjects = Json::array();
        for (const auto& subject : finding.subjects) {
            const auto component = uuid_of("component/" + subject.name);
            if (known_.insert(component).second) {
                components_.push_back(
                    {{"uuid", component},
                     {"type", "service"},
                     {"title", oscal::line(subject.name)},
                     {"description", oscal::line(with_name(report_, subject.name))},
                     {"status", {{"state", "operational"}}}});
            }
            subjects.push_back({{"subject-uuid", component},
                                {"type", "component"},
                                {"title", oscal::line(subject.name)}});
        }
        return subjects;
    }

    Json evidence_of(const Finding& finding) const {
        Json evidence = Json::array();
        for (const auto& subject : finding.subjects) {
            const auto details = details_of(finding, subject, language_);
            evidence.push_back(
                {{"description",
                  oscal::line(subject.name + (details.empty() ? "" : " : " + details))},
                 {"props", Json::array({oscal::property("severity",
                                                        controls::name_of(subject.severity))})}});
        }
        return evidence;
    }

    // What could not be observed is "other than satisfied", as NIST SP 800-53A has it where an
    // assessor could not obtain enough information; the reason and the remark tell it from a fault.
    Json target_of(const Finding& finding) const {
        const bool is_satisfied =
            finding.status == Status::pass || finding.status == Status::not_applicable;
        const bool is_judged = finding.status == Status::pass || finding.status == Status::fail;
        const char* verdict = finding.status == Status::pass ? "pass" : "fail";
        Json target{{"type", "statement-id"},
                    {"target-id", oscal::statement_id(*finding.control)},
                    {"status",
                     {{"state", is_satisfied ? "satisfied" : "not-satisfied"},
                      {"reason", is_judged ? verdict : "other"},
                      {"remarks", std::string(controls::name_of(finding.status))}}}};
        if (finding.status == Status::not_applicable) {
            target["implementation-status"] = {{"state", "not-applicable"}};
        }
        return target;
    }

    Json finding_of(const Finding& finding) const {
        const auto& control = *finding.control;
        Json made{
            {"uuid", uuid("finding", control.id)},
            {"title", oscal::line(in(control.title))},
            {"description", in(control.why)},
            {"props", Json::array({oscal::property("severity", controls::name_of(finding.severity)),
                                   oscal::property("status", controls::name_of(finding.status))})},
            {"target", target_of(finding)},
            {"related-observations",
             Json::array({{{"observation-uuid", uuid("observation", control.id)}}})}};
        if (finding.status == Status::fail) {
            made["related-risks"] = Json::array({{{"risk-uuid", uuid("risk", control.id)}}});
        }
        return made;
    }

    void add_risk(const Failure& failure) {
        const auto& control = *failure.finding->control;
        const bool is_accepted = failure.open.empty();
        Json risk{{"uuid", uuid("risk", control.id)},
                  {"title", oscal::line(in(control.title))},
                  {"description", in(control.why)},
                  {"statement", in(control.why)},
                  {"props", Json::array({oscal::property(
                                "severity", controls::name_of(failure.finding->severity))})},
                  {"status", is_accepted ? "deviation-approved" : "open"}};
        if (!failure.accepted.empty()) {
            risk["mitigating-factors"] = Json::array({{{"uuid", uuid("acceptance", control.id)},
                                                       {"description", acceptances_of(failure)}}});
        }
        if (!control.fix.empty()) {
            risk["remediations"] =
                Json::array({{{"uuid", uuid_of("fix/" + control.id)},
                              {"lifecycle", "recommendation"},
                              {"title", in({"Comment corriger", "How to mend it"})},
                              {"description", numbered(control.fix, language_)}}});
        }
        risk["related-observations"] =
            Json::array({{{"observation-uuid", uuid("observation", control.id)}}});
        risks_.push_back(std::move(risk));
    }

    std::string acceptances_of(const Failure& failure) const {
        std::string all;
        for (const auto& [subject, acceptance] : failure.accepted) {
            if (!all.empty()) all += "\n";
            all +=
                in(say("{} : accepté par {} jusqu'au {} ({}).", "{}: accepted by {} until {} ({}).",
                       subject->name, acceptance->by, acceptance->until, acceptance->reason));
        }
        return all;
    }

    const Report& report_;
    const Language language_;
    const std::vector<Failure> failures_;
    std::set<std::string> known_;
    Json components_ = Json::array();
    Json observations_ = Json::array();
    Json findings_ = Json::array();
    Json risks_ = Json::array();
};

}  // namespace

std::string as_oscal_results(const Report& report, Language language) {
    return OscalResults(report, language).write();
}

}  // namespace primum::report
