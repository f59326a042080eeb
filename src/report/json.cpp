#include <nlohmann/json.hpp>

#include "report/report.h"

namespace primum::report {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const facts::Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return nullptr;
}

// Several reasons in one text, or null: the stable form has one text.
Json reason_of(const std::vector<Sentence>& reasons, Language language) {
    if (reasons.empty()) return nullptr;
    std::string joined;
    for (const auto& reason : reasons) {
        joined += (joined.empty() ? "" : "; ") + reason.in(language);
    }
    return joined;
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

Json subjects_of(const controls::Finding& finding) {
    Json subjects = Json::array();
    for (const auto& subject : finding.subjects) {
        Json made{{"subject", subject.name}, {"severity", controls::name_of(subject.severity)}};
        for (std::size_t i = 0; i < finding.columns.size(); ++i) {
            made[finding.columns[i]] = to_json(subject.details[i]);
        }
        subjects.push_back(std::move(made));
    }
    return subjects;
}

Json finding_of(const controls::Finding& finding, Language language) {
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
            {"subjects", subjects_of(finding)}};
}

Json observation_of(const facts::Observation& observation, Language language) {
    return {{"probe", observation.probe},
            {"scope", observation.scope},
            {"status", facts::name_of(observation.status)},
            {"seconds", static_cast<double>(observation.milliseconds) / 1000.0},
            {"reason", reason_of(observation.reasons, language)}};
}

}  // namespace

std::string as_json(const Report& report, Language language) {
    Json findings = Json::array();
    for (const auto& finding : report.findings) findings.push_back(finding_of(finding, language));
    Json observations = Json::array();
    for (const auto& observation : report.observations) {
        observations.push_back(observation_of(observation, language));
    }
    Json consents = Json::array();
    for (const auto& consent : report.consents) {
        consents.push_back({{"network", consent.network}, {"by", consent.by}, {"at", consent.at}});
    }
    const Json document{{"format", "primum-audit/1"},
                        {"started_at", format_time(report.started_at)},
                        {"finished_at", format_time(report.finished_at)},
                        {"stopped", report.stopped},
                        {"exposed", exposed_of(report.exposed)},
                        {"findings", findings},
                        {"observations", observations},
                        {"consents", consents}};
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace primum::report
