#include "cli/assemble.h"

#include <algorithm>

#include "cli/answers.h"

namespace primum::cli {
namespace {

std::string text_of(const facts::Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr ? *text : "";
}

facts::Observation without_rows(const store::Observed& observed) {
    facts::Observation made;
    made.probe = observed.probe;
    made.scope = observed.scope;
    made.started_at = observed.started_at;
    made.finished_at = observed.finished_at;
    made.milliseconds = observed.milliseconds;
    made.status = observed.status;
    if (observed.status != facts::Status::complete) made.reasons = {observed.reason};
    return made;
}

Result<std::map<std::string, std::string>> device_names(const store::Store& store) {
    const auto rows =
        TRY(store.query("SELECT address, coalesce(name, vendor) FROM device "
                        "WHERE coalesce(name, vendor) IS NOT NULL"));
    std::map<std::string, std::string> names;
    for (const auto& row : rows.rows) names[text_of(row[0])] = text_of(row[1]);
    return names;
}

Result<std::vector<report::Consent>> consents(const store::Store& store) {
    const auto rows =
        TRY(store.query("SELECT cidr, consent_by, consent_at FROM network_scope "
                        "WHERE consent_by IS NOT NULL ORDER BY cidr"));
    std::vector<report::Consent> found;
    for (const auto& row : rows.rows) {
        found.push_back({text_of(row[0]), text_of(row[1]), text_of(row[2])});
    }
    return found;
}

// Consents and answers are kept as observations too, but nothing was looked at.
bool is_a_look(std::string_view probe) {
    return probe != "network.consent" && !probe.starts_with("questions.");
}

Result<std::map<std::string, Sentence>> answers(const controls::Catalogue& catalogue,
                                                const store::Store& store) {
    std::map<std::string, Sentence> said;
    for (const auto& [id, answer] : TRY(kept_answers(store))) {
        const auto* question = catalogue.find_question(id);
        if (question == nullptr) continue;
        const auto words = words_of(*question, answer.value);
        const auto day = answer.answered_at.value_or("").substr(0, 10);
        const auto by = answer.answered_by.value_or("?");
        said[id] = {fmt::format("« {} » Réponse : {} ({}, {})", question->ask.french, words.french,
                                by, day),
                    fmt::format("\"{}\" Answer: {} ({}, {})", question->ask.english, words.english,
                                by, day)};
    }
    return said;
}

}  // namespace

Result<report::Report> assemble(const controls::Catalogue& catalogue, const store::Store& store,
                                std::optional<store::RunId> run) {
    report::Report made;
    const auto observed = TRY(run ? store.observations_of(*run) : store.observations());
    for (const auto& each : observed) {
        if (is_a_look(each.probe)) made.observations.push_back(without_rows(each));
    }
    if (!made.observations.empty()) {
        made.started_at =
            std::ranges::min(made.observations, {}, &facts::Observation::started_at).started_at;
        made.finished_at =
            std::ranges::max(made.observations, {}, &facts::Observation::finished_at).finished_at;
    }
    if (made.observations.empty() && !observed.empty()) {  // Answers alone have a date too.
        made.started_at = std::ranges::max(observed, {}, &store::Observed::finished_at).finished_at;
        made.finished_at = made.started_at;
    }
    made.findings = TRY(controls::run(catalogue, store));
    made.exposed = TRY(controls::exposed(catalogue, store));
    if (catalogue.exposed) made.how_exposed = catalogue.exposed->how;
    made.device_names = TRY(device_names(store));
    made.answers = TRY(answers(catalogue, store));
    made.consents = TRY(consents(store));
    return made;
}

}  // namespace primum::cli
