#include <map>

#include <nlohmann/json.hpp>

#include "report/details.h"
#include "report/report.h"

namespace primum::report {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const facts::Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return nullptr;
}

Json reason_of(const std::vector<Sentence>& reasons, Language language) {
    if (reasons.empty()) return nullptr;  // The stable form has one text, or null.
    return joined(reasons, language);
}

Json exposed_of(const controls::Exposed& exposed) {
    Json doors = Json::array();
    for (const auto& door : exposed.doors) {
        doors.push_back({{"control", door.control},
                         {"subject", door.subject},
                         {"patients", door.patients},
                         {"records", door.records}});
    }
    return {{"patients", exposed.patients}, {"records", exposed.records}, {"doors", doors}};
}

// Which acceptance covers each accepted subject of every failed finding.
using Accepted = std::map<const controls::Subject*, const Acceptance*>;

Accepted accepted_of(const Report& report) {
    Accepted accepted;
    for (const auto& failure : failures(report.findings, report.acceptances)) {
        for (const auto& each : failure.accepted) accepted[each.subject] = each.acceptance;
    }
    return accepted;
}

Json acceptance_of(const Acceptance& acceptance) {
    return {{"reason", acceptance.reason},
            {"by", acceptance.by},
            {"at", acceptance.at ? Json(format_time(*acceptance.at)) : Json()},
            {"until", acceptance.until}};
}

Json subjects_of(const controls::Finding& finding, const Accepted& accepted) {
    Json subjects = Json::array();
    for (const auto& subject : finding.subjects) {
        Json made{{"subject", subject.name}, {"severity", controls::name_of(subject.severity)}};
        for (std::size_t i = 0; i < finding.columns.size(); ++i) {
            made[finding.columns[i]] = to_json(subject.details[i]);
        }
        const auto found = accepted.find(&subject);
        if (found != accepted.end()) made["accepted"] = acceptance_of(*found->second);
        subjects.push_back(std::move(made));
    }
    return subjects;
}

Json finding_of(const controls::Finding& finding, const Accepted& accepted, Language language) {
    const auto& control = *finding.control;
    Json fix = Json::array();
    for (const auto& step : control.fix) fix.push_back(step.in(language));
    return {{"control", control.id},
            {"status", controls::name_of(finding.status)},
            {"severity", controls::name_of(finding.severity)},
            {"title", control.title.in(language)},
            {"why", control.why.in(language)},
            {"fix", fix},
            {"cites", control.cites},
            {"observed_at", finding.observed_at ? Json(format_time(*finding.observed_at)) : Json()},
            {"reason", reason_of(finding.reasons, language)},
            {"subjects", subjects_of(finding, accepted)}};
}

Json observation_of(const facts::Observation& observation, Language language) {
    return {{"probe", observation.probe},
            {"scope", observation.scope},
            {"status", facts::name_of(observation.status)},
            {"seconds", static_cast<double>(observation.milliseconds) / 1000.0},
            {"reason", reason_of(observation.reasons, language)}};
}

Json history_of(const Report& report) {
    Json history = Json::array();
    for (const auto& moment : report.history) {
        history.push_back(
            {{"run", moment.run}, {"at", format_time(moment.at)}, {"patients", moment.patients}});
    }
    return history;
}

Json changes_of(const std::vector<Change>& changes) {
    Json list = Json::array();
    for (const auto& change : changes) {
        list.push_back({{"control", change.control->id},
                        {"subject", change.subject},
                        {"severity", controls::name_of(change.severity)}});
    }
    return list;
}

Json comparison_of(const Comparison& comparison) {
    return {{"run", comparison.run},
            {"at", format_time(comparison.at)},
            {"patients", comparison.patients},
            {"new", changes_of(comparison.added)},
            {"worse", changes_of(comparison.worse)},
            {"mended", changes_of(comparison.mended)},
            {"not_seen_again", changes_of(comparison.unseen)},
            {"unchanged", comparison.unchanged}};
}

}  // namespace

std::string as_json(const Report& report, Language language) {
    const auto accepted = accepted_of(report);
    Json findings = Json::array();
    for (const auto& finding : report.findings) {
        findings.push_back(finding_of(finding, accepted, language));
    }
    Json observations = Json::array();
    for (const auto& observation : report.observations) {
        observations.push_back(observation_of(observation, language));
    }
    Json consents = Json::array();
    for (const auto& consent : report.consents) {
        consents.push_back({{"network", consent.network}, {"by", consent.by}, {"at", consent.at}});
    }
    Json document{{"format", "primum-audit/1"},
                  {"started_at", format_time(report.started_at)},
                  {"finished_at", format_time(report.finished_at)},
                  {"stopped", report.stopped},
                  {"exposed", exposed_of(report.exposed)},
                  {"findings", findings},
                  {"observations", observations},
                  {"consents", consents}};
    if (!report.history.empty()) document["history"] = history_of(report);
    if (report.comparison) document["since"] = comparison_of(*report.comparison);
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace primum::report
