#include <algorithm>
#include <map>

#include "report/details.h"
#include "report/oscal.h"
#include "report/uuid.h"
#include "report/words.h"

namespace primum::report {
namespace {

using oscal::Json;

std::string reference_uuid(const std::string& id) { return uuid_of("reference/" + id); }

Json parts_of(const controls::Control& control, Language language) {
    // A control is named after the fault that it looks for; what it states is that there is none.
    const auto statement = say("Il ne doit pas être constaté : {}", "It must not be found: {}",
                               control.title.in(language));
    const Sentence mending{"Comment corriger", "How to mend it"};
    Json parts = Json::array(
        {{{"id", oscal::statement_id(control)},
          {"name", "statement"},
          {"prose", statement.in(language)}},
         {{"id", control.id + "_gdn"}, {"name", "guidance"}, {"prose", control.why.in(language)}}});
    if (!control.fix.empty()) {
        parts.push_back({{"id", control.id + "_fix"},
                         {"name", "fix"},
                         {"ns", oscal::name_space},
                         {"title", mending.in(language)},
                         {"prose", numbered(control.fix, language)}});
    }
    return parts;
}

Json control_of(const Report& report, const controls::Control& control, Language language) {
    Json links = Json::array();
    for (const auto& id : control.cites) {
        const bool is_known = std::ranges::any_of(
            report.references, [&](const auto* reference) { return reference->id == id; });
        if (is_known) links.push_back({{"href", "#" + reference_uuid(id)}, {"rel", "reference"}});
    }
    Json made{
        {"id", control.id},
        {"class", "primum"},
        {"title", oscal::line(control.title.in(language))},
        {"props", Json::array({{{"name", "label"}, {"value", control.id}},
                               oscal::property("severity", controls::name_of(control.severity))})}};
    if (!links.empty()) made["links"] = std::move(links);
    made["parts"] = parts_of(control, language);
    return made;
}

Json groups_of(const Report& report, Language language) {
    std::map<std::string, Json> families;
    for (const auto& finding : report.findings) {
        families[family_of(*finding.control)].push_back(
            control_of(report, *finding.control, language));
    }
    Json groups = Json::array();
    for (auto& [family, controls] : families) {
        groups.push_back({{"id", "family-" + (family.empty() ? "other" : family)},
                          {"class", "family"},
                          {"title", oscal::line(theme_word(family, language))},
                          {"controls", std::move(controls)}});
    }
    return groups;
}

Json resources_of(const Report& report, Language language) {
    Json resources = Json::array();
    for (const auto* reference : report.references) {
        Json props = Json::array({oscal::property("read-on", reference->checked)});
        if (reference->confidence != controls::Reference::Confidence::high) {
            props.push_back(oscal::property("to-verify", "yes"));
        }
        Json resource{{"uuid", reference_uuid(reference->id)},
                      {"title", oscal::line(reference->title.in(language))},
                      {"props", std::move(props)}};
        if (reference->url) resource["rlinks"] = Json::array({{{"href", *reference->url}}});
        resources.push_back(std::move(resource));
    }
    return resources;
}

}  // namespace

std::string as_oscal_catalog(const Report& report, Language language) {
    Json catalog{{"uuid", uuid_of("catalog/" + format_time(report.finished_at))},
                 {"metadata", oscal::metadata(report,
                                              {"Contrôles de Primum pour un cabinet médical",
                                               "Primum's controls for a medical practice"},
                                              language)}};
    auto groups = groups_of(report, language);
    if (!groups.empty()) catalog["groups"] = std::move(groups);
    auto resources = resources_of(report, language);
    if (!resources.empty()) catalog["back-matter"] = {{"resources", std::move(resources)}};
    return oscal::dump("catalog", std::move(catalog));
}

}  // namespace primum::report
