// What stands apart: what was accepted, what could not be observed, and what is in order.
#include <algorithm>

#include "report/html/page.h"
#include "report/unseen.h"
#include "report/words.h"

namespace primum::report {
namespace {

using controls::Finding;
using controls::Status;

constexpr std::size_t reasons_shown_max = 3;  // Of one observation; the annex has the others.
constexpr std::size_t accepted_on_paper_max = 40;

void write_accepted_one(Page& page, const AcceptedSubject& accepted) {
    const auto& acceptance = *accepted.acceptance;
    auto& out = page.out;
    const auto item = out.open("li");
    page.subject(accepted.subject->name);
    out.text(page.in({" : « ", ": \""}));
    out.element("bdi", acceptance.reason);
    out.text(page.in({" », par ", "\", by "}));
    out.element("bdi", acceptance.by);
    const auto until = parse_time(acceptance.until + "T00:00:00Z");
    out.text(page.in(say(", jusqu'au {}.", ", until {}.",
                         until ? long_day(*until, page.language) : acceptance.until)));
}

void write_troubles(Page& page) {
    auto& out = page.out;
    const auto is_troubled = [](const facts::Observation& observation) {
        return !observation.reasons.empty();
    };
    if (std::ranges::none_of(page.report.observations, is_troubled)) return;
    const auto list = out.open("ul");
    for (const auto& observation : page.report.observations) {
        const auto shown = std::min(observation.reasons.size(), reasons_shown_max);
        for (std::size_t i = 0; i < shown; ++i) {
            out.element("li", page.in(observation.reasons[i]));
        }
    }
}

void write_groups(Page& page, const std::vector<UnseenGroup>& groups) {
    auto& out = page.out;
    for (const auto& [reason, findings] : groups) {
        if (!reason.empty()) out.element("p", {{"class", "unseen-reason"}}, reason);
        const auto list = out.open("ul", {{"class", "unseen"}});
        for (const auto* finding : findings) out.element("li", page.in(finding->control->title));
    }
}

}  // namespace

void write_accepted(Page& page) {
    const bool any = std::ranges::any_of(
        page.failures, [](const Failure& failure) { return !failure.accepted.empty(); });
    if (!any) return;
    auto& out = page.out;
    const auto section = out.open("section", {{"aria-labelledby", "accepte"}});
    page.heading("h2", "accepte",
                 {"Accepté par la personne responsable", "Accepted by the person in charge"});
    page.paragraph(
        {"Ces portes restent ouvertes, et comptent dans le nombre de patients exposés. "
         "Elles reviendront plus haut à la date dite.",
         "These doors stay open, and count in the number of exposed patients. They will "
         "be back above at the date given."});
    for (const auto& failure : page.failures) {
        if (failure.accepted.empty()) continue;
        out.element("h3", page.in(failure.finding->control->title));
        const auto list = out.open("ul");
        const auto shown = page.on_paper()
                               ? std::min(failure.accepted.size(), accepted_on_paper_max)
                               : failure.accepted.size();
        for (std::size_t i = 0; i < shown; ++i) write_accepted_one(page, failure.accepted[i]);
    }
}

void write_not_observed(Page& page) {
    const auto unseen = unseen_of(page.report, page.language);
    auto& out = page.out;
    const auto section = out.open("section", {{"aria-labelledby", "non-vu"}});
    page.heading("h2", "non-vu", {"Pas observé", "Not observed"});
    page.paragraph(
        {"Ne pas avoir pu regarder n'est pas une bonne nouvelle : c'est une question "
         "qui reste ouverte.",
         "Not having been able to look is no good news: it is a question that stays "
         "open."});
    if (unseen.about_network > 0) page.paragraph(network_not_looked_at(unseen.about_network));
    if (unseen.about_questions > 0) page.paragraph(questions_to_answer(unseen.about_questions));
    write_troubles(page);
    write_groups(page, unseen.others);
}

void write_fine(Page& page) {
    std::vector<const Finding*> fine;
    std::int64_t without_object = 0;
    for (const auto& finding : page.report.findings) {
        if (finding.status == Status::pass) fine.push_back(&finding);
        if (finding.status == Status::not_applicable) ++without_object;
    }
    auto& out = page.out;
    const auto section = out.open("section", {{"class", "fine"}, {"aria-labelledby", "ordre"}});
    page.heading("h2", "ordre", {"Ce qui est en ordre", "What is in order"});
    const auto count = static_cast<std::int64_t>(fine.size());
    page.paragraph(
        say("{} : ce que Primum y cherchait n'a pas été trouvé chez vous. {} sans objet "
            "ici.",
            "{}: what Primum looked for there was not found at yours. {} not applicable "
            "here.",
            count_word(count, {"contrôle", "control"}, {"contrôles", "controls"}, page.language),
            without_object));
    if (fine.empty()) return;
    const auto list = out.open("ul", {{"class", "columns"}});
    for (const auto* finding : fine) {
        const auto item = out.open("li");
        out.text(page.in({"Pas trouvé : ", "Not found: "}));
        out.text(page.in(finding->control->title));
    }
}

}  // namespace primum::report
