#include "cli/assemble.h"

#include <algorithm>

#include "cli/answers.h"
#include "facts/cell.h"

namespace primum::cli {
namespace {

using facts::number_of;
using facts::text_of;

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
    found.reserve(rows.rows.size());
    for (const auto& row : rows.rows) {
        found.push_back({text_of(row[0]), text_of(row[1]), text_of(row[2])});
    }
    return found;
}

// Those of today and later: an acceptance ends with its day (UTC).
Result<std::vector<report::Acceptance>> acceptances(const store::Store& store) {
    const auto rows =
        TRY(store.query("SELECT control, subject, reason, accepted_by, accepted_at, accepted_until "
                        "FROM acceptance ORDER BY control, subject"));
    const auto today = format_time(now()).substr(0, 10);
    std::vector<report::Acceptance> found;
    for (const auto& row : rows.rows) {
        report::Acceptance acceptance{.control = text_of(row[0]),
                                      .reason = text_of(row[2]),
                                      .by = text_of(row[3]),
                                      .at = parse_time(text_of(row[4])),
                                      .until = text_of(row[5])};
        if (acceptance.until < today) continue;
        if (!text_of(row[1]).empty()) acceptance.subject = text_of(row[1]);
        found.push_back(std::move(acceptance));
    }
    return found;
}

Result<std::vector<report::Machine>> machines(const store::Store& store) {
    const auto rows =
        TRY(store.query("SELECT address, coalesce(name, vendor, ''), coalesce(kind, 'unknown'), "
                        "coalesce(this_computer, 0) FROM device ORDER BY address"));
    std::vector<report::Machine> found;
    found.reserve(rows.rows.size());
    for (const auto& row : rows.rows) {
        found.push_back({text_of(row[0]), text_of(row[1]), text_of(row[2]),
                         row[3] == facts::Value{std::int64_t{1}}});
    }
    return found;
}

Result<std::vector<report::Opening>> openings(const store::Store& store) {
    const auto rows = TRY(store.query(
        "SELECT target, coalesce(external_port, 0), coalesce(target_port, 0) FROM port_mapping "
        "WHERE coalesce(enabled, 1) = 1 ORDER BY target, external_port"));
    std::vector<report::Opening> found;
    found.reserve(rows.rows.size());
    for (const auto& row : rows.rows) {
        found.push_back({text_of(row[0]), number_of(row[1]), number_of(row[2])});
    }
    return found;
}

// What the practice said of itself, in the words of the questions.
Result<std::vector<report::Answer>> answers(const controls::Catalogue& catalogue,
                                            const store::Store& store) {
    const auto kept = TRY(kept_answers(store));
    std::vector<report::Answer> found;
    for (const auto& [id, answer] : kept) {
        const auto* question = catalogue.find_question(id);
        if (question == nullptr) continue;  // Of a catalogue of another time.
        found.push_back(answer_in_words(*question, answer));
    }
    return found;
}

// Consents, acceptances and answers are kept as observations too, but nothing was looked at.
bool is_said_by_a_person(const store::Observed& observed) {
    return observed.probe == "network.consent" || observed.probe == acceptance_probe ||
           observed.probe.starts_with("questions.");
}

}  // namespace

Result<store::Store> open_for_reading(const std::filesystem::path& path) {
    auto store = store::Store::open_read_only(path);
    if (!store && store.error().kind == ErrorKind::not_found) {
        return Error{ErrorKind::usage,
                     {"rien n'a encore été regardé : lancez d'abord primum audit",
                      "nothing has been looked at yet: run primum audit first"}};
    }
    return store;
}

Result<report::Report> assemble(const controls::Catalogue& catalogue, const store::Store& store,
                                std::optional<store::RunId> run) {
    report::Report made;
    const auto observed = TRY(run ? store.observations_of(*run) : store.observations());
    for (const auto& each : observed) {
        if (!is_said_by_a_person(each)) made.observations.push_back(without_rows(each));
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
    made.consents = TRY(consents(store));
    made.machines = TRY(machines(store));
    made.openings = TRY(openings(store));
    made.answers = TRY(answers(catalogue, store));
    made.acceptances = TRY(acceptances(store));
    for (const auto& reference : catalogue.references) made.references.push_back(&reference);
    return made;
}

}  // namespace primum::cli
