#include "report/unseen.h"

#include <algorithm>

#include "report/words.h"

namespace primum::report {
namespace {

using controls::Control;
using controls::Finding;
using controls::Status;

// Captures of the air are looked at by themselves.
bool is_about_lan(const std::string& probe) {
    return probe.starts_with("network.") && probe != "network.wifi";
}

bool leans_on_lan(const Control& control) {
    return std::ranges::any_of(control.probes, is_about_lan);
}

bool leans_on_questions_alone(const Control& control) {
    return !control.probes.empty() &&
           std::ranges::all_of(control.probes, [](const std::string& probe) {
               return probe.starts_with("questions.");
           });
}

void add(const Finding& finding, Language language, std::vector<UnseenGroup>& groups) {
    const auto reason = finding.reasons.empty() ? "" : finding.reasons.front().in(language);
    auto group = std::ranges::find(groups, reason, &UnseenGroup::reason);
    if (group == groups.end()) group = groups.insert(group, {.reason = reason, .findings = {}});
    group->findings.push_back(&finding);
}

Sentence controls_word(std::size_t count) {
    const auto in = [&](Language language) {
        return count_word(static_cast<std::int64_t>(count), {"contrôle", "control"},
                          {"contrôles", "controls"}, language);
    };
    return {in(Language::french), in(Language::english)};
}

}  // namespace

Unseen unseen_of(const Report& report, Language language) {
    const bool lan_was_looked_at = std::ranges::any_of(
        report.observations,
        [](const auto& observation) { return is_about_lan(observation.probe); });
    Unseen unseen;
    for (const auto& finding : report.findings) {
        if (finding.status != Status::not_observed) continue;
        if (!lan_was_looked_at && leans_on_lan(*finding.control)) {
            ++unseen.about_network;
        } else if (leans_on_questions_alone(*finding.control)) {
            ++unseen.about_questions;
        } else {
            add(finding, language, unseen.others);
        }
    }
    return unseen;
}

Sentence network_not_looked_at(std::size_t controls) {
    const auto word = controls_word(controls);
    return {fmt::format("Le réseau du cabinet n'a pas été regardé, et {} en dépendent : imagerie, "
                        "box, dossiers partagés, bases de données, prise en main à distance. Si ce "
                        "réseau est le vôtre, lancez : primum audit --lan auto",
                        word.french),
            fmt::format("The practice's network was not looked at, and {} depend on it: imaging, "
                        "Internet box, shared folders, databases, remote control. If this network "
                        "is yours, run: primum audit --lan auto",
                        word.english)};
}

Sentence questions_to_answer(std::size_t controls) {
    const auto word = controls_word(controls);
    return {fmt::format("{} attendent une réponse de votre part : serrures, contrats, départs, "
                        "copie hors du cabinet, formation… Un quart d'heure suffit : primum answer",
                        word.french),
            fmt::format("{} wait for an answer of yours: locks, contracts, departures, copy "
                        "outside the practice, training… A quarter of an hour: primum answer",
                        word.english)};
}

}  // namespace primum::report
