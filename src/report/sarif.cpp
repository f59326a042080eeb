#include <map>

#include <nlohmann/json.hpp>

#include "base/version.h"
#include "report/details.h"
#include "report/machines.h"
#include "report/report.h"
#include "report/uuid.h"
#include "report/words.h"

namespace primum::report {
namespace {

using controls::Finding;
using controls::Severity;
using controls::Status;
using Json = nlohmann::ordered_json;

constexpr const char* schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const char* level_of(Severity severity) {
    switch (severity) {
        case Severity::critical:
        case Severity::high:
            return "error";
        case Severity::medium:
            return "warning";
        case Severity::low:
            return "note";
    }
    CHECK(false);
    return "";
}

// SARIF 2.1.0, 3.27.9. "open" is its word for what could not be decided for want of information.
const char* kind_of(Status status) {
    switch (status) {
        case Status::pass:
            return "pass";
        case Status::fail:
            return "fail";
        case Status::not_observed:
            return "open";
        case Status::not_applicable:
            return "notApplicable";
    }
    CHECK(false);
    return "";
}

class SarifReport {
public:
    SarifReport(const Report& report, Language language) : report_(report), language_(language) {}

    std::string write() && {
        for (const auto& finding : report_.findings) add_rule(finding);
        for (const auto& failure : failures(report_.findings, report_.acceptances)) {
            add_failure(failure);
        }
        for (const auto& finding : report_.findings) {
            if (finding.status != Status::fail) results_.push_back(result_of(finding, nullptr));
        }
        const Json run{{"tool", {{"driver", driver()}}},
                       {"language", language_ == Language::french ? "fr-FR" : "en-US"},
                       {"invocations", Json::array({invocation()})},
                       {"results", results_}};
        const Json document{
            {"$schema", schema}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
        return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    }

private:
    std::string in(const Sentence& sentence) const { return sentence.in(language_); }

    Json driver() const {
        return {{"name", "Primum"},
                {"semanticVersion", version},
                {"shortDescription",
                 {{"text", in({"Par où des données de patients peuvent être lues",
                               "Where patients' data can be read"})}}},
                {"rules", rules_}};
    }

    void add_rule(const Finding& finding) {
        const auto& control = *finding.control;
        rule_places_.emplace(control.id, rules_.size());
        rules_.push_back({{"id", control.id},
                          {"guid", uuid_of("control/" + control.id)},
                          {"shortDescription", {{"text", in(control.title)}}},
                          {"fullDescription", {{"text", in(control.why)}}},
                          {"help", {{"text", numbered(control.fix, language_)}}},
                          {"defaultConfiguration", {{"level", level_of(control.severity)}}},
                          {"properties",
                           {{"tags", Json::array({family_of(control)})},
                            {"severity", controls::name_of(control.severity)},
                            {"cites", control.cites}}}});
    }

    void add_failure(const Failure& failure) {
        for (const auto* subject : failure.open) {
            results_.push_back(result_of(*failure.finding, subject));
        }
        for (const auto& [subject, acceptance] : failure.accepted) {
            auto result = result_of(*failure.finding, subject);
            result["suppressions"] =
                Json::array({{{"kind", "external"},
                              {"status", "accepted"},
                              {"justification",
                               in(say("{} ({}, jusqu'au {})", "{} ({}, until {})",
                                      acceptance->reason, acceptance->by, acceptance->until))}}});
            results_.push_back(std::move(result));
        }
    }

    Json result_of(const Finding& finding, const controls::Subject* subject) const {
        const auto& control = *finding.control;
        const std::string name = subject == nullptr ? "" : subject->name;
        const auto identity = uuid_of("subject/" + control.id + "/" + name);
        Json result{{"ruleId", control.id},
                    {"ruleIndex", rule_places_.at(control.id)},
                    {"kind", kind_of(finding.status)},
                    {"level", subject == nullptr ? "none" : level_of(subject->severity)},
                    {"message", {{"text", message_of(finding, subject)}}},
                    {"guid", identity},
                    {"partialFingerprints", {{"controlAndSubject/v1", identity}}}};
        if (subject == nullptr) return result;
        result["locations"] =
            Json::array({{{"logicalLocations",
                           Json::array({{{"fullyQualifiedName", name}, {"kind", "resource"}}})}}});
        if (report_.comparison) result["baselineState"] = baseline_of(control, name);
        result["properties"] = {{"severity", controls::name_of(subject->severity)}};
        const auto patients = patients_of(finding, *subject);
        if (patients) result["properties"]["patients"] = *patients;
        return result;
    }

    std::string message_of(const Finding& finding, const controls::Subject* subject) const {
        const auto title = in(finding.control->title);
        if (subject == nullptr) {
            return finding.reasons.empty()
                       ? title
                       : title + " (" + joined(finding.reasons, language_) + ")";
        }
        const auto details = details_of(finding, *subject, language_);
        return title + in({" : ", ": "}) + with_name(report_, subject->name) +
               (details.empty() ? "" : " (" + details + ")");
    }

    const char* baseline_of(const controls::Control& control, const std::string& name) const {
        const auto has = [&](const std::vector<Change>& changes) {
            return std::ranges::any_of(changes, [&](const Change& change) {
                return change.control == &control && change.subject == name;
            });
        };
        if (has(report_.comparison->added)) return "new";
        return has(report_.comparison->worse) ? "updated" : "unchanged";
    }

    Json invocation() const {
        Json notifications = Json::array();
        for (const auto& observation : report_.observations) {
            for (const auto& reason : observation.reasons) {
                notifications.push_back(
                    {{"level", observation.status == facts::Status::failed ? "error" : "warning"},
                     {"message", {{"text", observation.probe + in({" : ", ": "}) + in(reason)}}}});
            }
        }
        return {{"executionSuccessful", !report_.stopped},
                {"startTimeUtc", format_time(report_.started_at)},
                {"endTimeUtc", format_time(report_.finished_at)},
                {"toolExecutionNotifications", notifications}};
    }

    const Report& report_;
    const Language language_;
    Json rules_ = Json::array();
    Json results_ = Json::array();
    std::map<std::string, std::size_t> rule_places_;
};

}  // namespace

std::string as_sarif(const Report& report, Language language) {
    return SarifReport(report, language).write();
}

}  // namespace primum::report
