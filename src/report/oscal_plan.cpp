#include "base/version.h"
#include "report/details.h"
#include "report/oscal.h"
#include "report/uuid.h"

namespace primum::report {
namespace {

using oscal::Json;

Json activities_of(const Report& report, Language language) {
    Json activities = Json::array();
    for (const auto& observation : report.observations) {
        const auto key = observation.probe + "/" + observation.scope;
        const auto description = say("La sonde {} regarde : {}. Elle ne change rien.",
                                     "The probe {} looks at: {}. It changes nothing.",
                                     observation.probe, observation.scope);
        activities.push_back(
            {{"uuid", uuid_of("activity/" + key)},
             {"title", oscal::line(observation.probe)},
             {"description", oscal::line(description.in(language))},
             {"props", Json::array({oscal::property("scope", observation.scope)})}});
    }
    return activities;
}

Json tasks_of(const Report& report, Language language) {
    Json tasks = Json::array();
    for (const auto& observation : report.observations) {
        const auto key = observation.probe + "/" + observation.scope;
        const auto title =
            say("Regarder : {}", "Look: {}", observation.probe + ", " + observation.scope);
        tasks.push_back(
            {{"uuid", uuid_of("task/" + key)},
             {"type", "action"},
             {"title", oscal::line(title.in(language))},
             {"timing",
              {{"within-date-range",
                {{"start", format_time(report.started_at)},
                 {"end", format_time(report.finished_at)}}}}},
             {"associated-activities",
              Json::array({{{"activity-uuid", uuid_of("activity/" + key)},
                            {"subjects", Json::array({{{"type", "component"},
                                                       {"include-all", Json::object()}}})}}})}});
    }
    return tasks;
}

// The terms: who agreed to have which network looked at.
Json terms_of(const Report& report, Language language) {
    Json parts = Json::array();
    for (const auto& consent : report.consents) {
        const auto prose = say("Réseau {} : accord de {}, le {}.", "Network {}: consent of {}, {}.",
                               consent.network, consent.by, consent.at);
        parts.push_back(
            {{"name", "rules-of-engagement"}, {"prose", oscal::line(prose.in(language))}});
    }
    return parts;
}

Json tools(Language language) {
    const Sentence description{"Regarde, et ne change rien", "Looks, and changes nothing"};
    const auto tool = uuid_of("tool/primum");
    return {{"components", Json::array({{{"uuid", tool},
                                         {"type", "software"},
                                         {"title", fmt::format("Primum {}", version)},
                                         {"description", description.in(language)},
                                         {"status", {{"state", "operational"}}}}})},
            {"assessment-platforms",
             Json::array({{{"uuid", uuid_of("platform/primum")},
                           {"title", "Primum"},
                           {"uses-components", Json::array({{{"component-uuid", tool}}})}}})}};
}

// A practice has no system security plan: a resource says so, for the reference that OSCAL wants.
Json practice(const std::string& uuid, Language language) {
    const Sentence title{"Le cabinet", "The practice"};
    const Sentence description{
        "Le système d'information du cabinet ; il n'en existe pas de plan de "
        "sécurité au format OSCAL.",
        "The practice's information system; there is no OSCAL system security "
        "plan of it."};
    return {
        {"uuid", uuid}, {"title", title.in(language)}, {"description", description.in(language)}};
}

}  // namespace

std::string as_oscal_plan(const Report& report, Language language) {
    const auto system = uuid_of("system/practice");
    Json plan{{"uuid", oscal::plan_uuid(report)},
              {"metadata",
               oscal::metadata(report, {"Plan de l'audit de Primum", "Plan of Primum's audit"},
                               language)},
              {"import-ssp", {{"href", "#" + system}}}};
    auto activities = activities_of(report, language);
    if (!activities.empty()) plan["local-definitions"] = {{"activities", std::move(activities)}};
    auto terms = terms_of(report, language);
    if (!terms.empty()) plan["terms-and-conditions"] = {{"parts", std::move(terms)}};
    plan["reviewed-controls"] = oscal::reviewed_controls(report, language);
    plan["assessment-subjects"] =
        Json::array({{{"type", "component"}, {"include-all", Json::object()}}});
    plan["assessment-assets"] = tools(language);
    auto tasks = tasks_of(report, language);
    if (!tasks.empty()) plan["tasks"] = std::move(tasks);
    plan["back-matter"] = {{"resources", Json::array({practice(system, language)})}};
    return oscal::dump("assessment-plan", std::move(plan));
}

}  // namespace primum::report
