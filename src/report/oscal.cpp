#include "report/oscal.h"

#include "base/text.h"
#include "base/version.h"
#include "report/uuid.h"

namespace primum::report::oscal {

Json metadata(const Report& report, const Sentence& title, Language language) {
    Json made{{"title", line(title.in(language))},
              {"last-modified", format_time(report.finished_at)},
              {"version", format_time(report.finished_at)},
              {"oscal-version", "1.0.6"},
              {"props", Json::array({property("generator", fmt::format("Primum {}", version))})}};
    Json people = Json::array();
    std::vector<std::string> known;
    for (const auto& consent : report.consents) {
        const auto uuid = uuid_of("person/" + consent.by);
        if (std::ranges::find(known, uuid) != known.end()) continue;
        known.push_back(uuid);
        people.push_back({{"uuid", uuid}, {"type", "person"}, {"name", line(consent.by)}});
    }
    if (!people.empty()) made["parties"] = std::move(people);
    return made;
}

Json property(std::string_view name, std::string_view value) {
    return {{"name", name}, {"ns", name_space}, {"value", line(value)}};
}

Json reviewed_controls(const Report& report, Language language) {
    Json chosen = Json::array();
    for (const auto& finding : report.findings) {
        chosen.push_back({{"control-id", finding.control->id}});
    }
    const Sentence description{"Les contrôles du catalogue de Primum",
                               "The controls of Primum's catalogue"};
    Json selection{{"description", description.in(language)}};
    if (chosen.empty()) {
        selection["include-all"] = Json::object();
    } else {
        selection["include-controls"] = std::move(chosen);
    }
    return {{"control-selections", Json::array({selection})}};
}

std::string line(std::string_view text) {
    auto clean = printable(text, text_bytes_max);
    return clean.empty() ? "-" : clean;
}

std::string plan_uuid(const Report& report) {
    return uuid_of("plan/" + format_time(report.finished_at));
}

std::string statement_id(const controls::Control& control) { return control.id + "_smt"; }

std::string dump(const char* root, Json content) {
    const Json document{{root, std::move(content)}};
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace primum::report::oscal
