// The annexes: for the technician, every subject and how it was observed; for the data protection
// officer, which texts are concerned, what was agreed to, asked and accepted.
#include <algorithm>
#include <map>

#include "report/html/page.h"
#include "report/machines.h"
#include "report/words.h"

namespace primum::report {
namespace {

using controls::Finding;
using controls::Reference;
using controls::Status;

// A printed list is read, not searched: the rest is in the HTML and CSV forms.
constexpr std::size_t subjects_on_paper_max = 20;

Sentence status_word(Status status) {
    switch (status) {
        case Status::pass:
            return {"en ordre", "in order"};
        case Status::fail:
            return {"à corriger", "to be mended"};
        case Status::not_observed:
            return {"pas observé", "not observed"};
        case Status::not_applicable:
            return {"sans objet", "not applicable"};
    }
    CHECK(false);
    return {};
}

Sentence status_word(facts::Status status) {
    switch (status) {
        case facts::Status::complete:
            return {"complet", "complete"};
        case facts::Status::partial:
            return {"partiel", "partial"};
        case facts::Status::failed:
            return {"impossible", "failed"};
    }
    CHECK(false);
    return {};
}

// A wide table scrolls inside its own frame, which the keyboard can reach.
class Table {
public:
    Table(Page& page, const Sentence& caption, const std::vector<std::string>& heads)
        : frame_(page.out.open("div", {{"class", "frame"},
                                       {"role", "region"},
                                       {"tabindex", "0"},
                                       {"aria-label", page.in(caption)}})),
          table_(page.out.open("table")) {
        page.out.element("caption", page.in(caption));
        const auto head = page.out.open("thead");
        const auto row = page.out.open("tr");
        for (const auto& each : heads) {
            page.out.element("th", {{"scope", "col"}}, page.in({each, each}));
        }
    }

private:
    Markup::Element frame_;
    Markup::Element table_;
};

std::vector<std::string> in_each(const Page& page, const std::vector<Sentence>& sentences) {
    std::vector<std::string> heads;
    for (const auto& sentence : sentences) heads.push_back(sentence.in(page.language));
    return heads;
}

// Columns in which at least one subject says something.
std::vector<std::size_t> telling_columns(const Finding& finding) {
    std::vector<std::size_t> telling;
    for (std::size_t i = 0; i < finding.columns.size(); ++i) {
        const bool says_something =
            std::ranges::any_of(finding.subjects, [&](const controls::Subject& subject) {
                return !std::holds_alternative<std::monostate>(subject.details[i]);
            });
        if (says_something) telling.push_back(i);
    }
    return telling;
}

void write_subjects(Page& page, const Finding& finding) {
    auto& out = page.out;
    const auto columns = telling_columns(finding);
    auto heads = in_each(page, {{"Élément", "Subject"}, {"Gravité", "Severity"}});
    for (const auto column : columns) {
        heads.push_back(column_word(finding.columns[column], page.language));
    }
    const auto count = finding.subjects.size();
    const auto shown = page.on_paper() ? std::min(count, subjects_on_paper_max) : count;
    {
        const Table table(
            page, say("Éléments trouvés par {}", "Subjects found by {}", finding.control->id),
            heads);
        const auto body = out.open("tbody");
        for (std::size_t i = 0; i < shown; ++i) {
            const auto& subject = finding.subjects[i];
            out.row();
            const auto* answer = answer_of(page.report, subject.name);
            out.cell(answer != nullptr ? page.in(in_words(*answer)) : subject.name);
            out.cell(severity_label(subject.severity, page.language));
            for (const auto column : columns) {
                out.cell(
                    cell_word(finding.columns[column], subject.details[column], page.language));
            }
        }
    }
    if (count > shown) {
        page.paragraph(say("… et {} de plus : demandez la forme HTML ou CSV.",
                           "… and {} more: ask for the HTML or CSV form.", count - shown));
    }
    if (finding.cut) {
        page.paragraph(list_is_cut());
    }
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

void write_finding(Page& page, const Finding& finding) {
    const auto& control = *finding.control;
    auto& out = page.out;
    const auto article = out.open("article", {{"id", "t-" + control.id}});
    {
        const auto head = out.open("h4");
        out.text(page.in(control.title));
        out.text(" ");
        out.element("code", control.id);
    }
    page.paragraph(
        "age",
        say("Observé le {} ; tables {} ; sondes {}.", "Observed on {}; tables {}; probes {}.",
            finding.observed_at ? time_word(*finding.observed_at, page.language) : "?",
            joined(control.reads), control.probes.empty() ? "?" : joined(control.probes)));
    for (const auto& reason : finding.reasons) page.paragraph("age", reason);
    write_subjects(page, finding);
}

void write_observations(Page& page) {
    auto& out = page.out;
    out.element("h3", page.in({"Comment et quand Primum a regardé", "How and when Primum looked"}));
    const Table table(page, {"Regards de chaque sonde", "Looks of each probe"},
                      in_each(page, {{"Sonde", "Probe"},
                                     {"Étendue", "Scope"},
                                     {"Début", "Started"},
                                     {"Durée", "Duration"},
                                     {"Résultat", "Outcome"},
                                     {"Ce qui n'a pas été vu", "What was not seen"}}));
    const auto body = out.open("tbody");
    for (const auto& observation : page.report.observations) {
        std::string reasons;
        for (const auto& reason : observation.reasons) {
            reasons += (reasons.empty() ? "" : " ; ") + page.in(reason);
        }
        const auto row = out.open("tr");
        out.element("td", observation.probe);
        out.element("td", observation.scope);
        out.element("td", time_word(observation.started_at, page.language));
        out.element("td", duration_word(observation.milliseconds, page.language));
        out.element("td", page.in(status_word(observation.status)));
        out.element("td", reasons);
    }
}

// Which controls cite each reference, in the order of the references.
std::map<const Reference*, std::vector<const Finding*>> cited(const Report& report) {
    std::map<std::string_view, const Reference*> known;
    for (const auto* reference : report.references) known.emplace(reference->id, reference);
    std::map<const Reference*, std::vector<const Finding*>> found;
    for (const auto& finding : report.findings) {
        for (const auto& id : finding.control->cites) {
            const auto reference = known.find(id);
            if (reference != known.end()) found[reference->second].push_back(&finding);
        }
    }
    return found;
}

void write_reference(Page& page, const Reference& reference,
                     const std::vector<const Finding*>& findings) {
    auto& out = page.out;
    const auto row = out.open("tr");
    {
        const auto cell = out.open("td");
        const auto title = page.in(reference.title);
        if (reference.url) {
            out.link(*reference.url, title);
        } else {
            out.text(title);
        }
    }
    const bool certain = reference.confidence == Reference::Confidence::high;
    const auto read_on = parse_time(reference.checked + "T00:00:00Z");
    auto checked = read_on ? day_word(*read_on, page.language) : reference.checked;
    if (!certain) checked += page.in({" (à vérifier)", " (to verify)"});
    out.element("td", checked);
    const auto cell = out.open("td");
    const auto list = out.open("ul");
    for (const auto* finding : findings) {
        const auto item = out.open("li");
        out.text(page.in(finding->control->title));
        out.element("span", {{"class", "why"}}, page.in(status_word(finding->status)));
    }
}

void write_references(Page& page) {
    auto& out = page.out;
    out.element("h3", page.in({"Textes et guides concernés", "Laws and guides concerned"}));
    const auto citations = cited(page.report);
    const Table table(page, {"Textes, date de lecture et contrôles", "Texts, reading and controls"},
                      in_each(page, {{"Texte", "Text"},
                                     {"Lu le", "Read on"},
                                     {"Contrôles qui s'y rapportent", "Controls that cite it"}}));
    const auto body = out.open("tbody");
    for (const auto* reference : page.report.references) {
        const auto found = citations.find(reference);
        if (found != citations.end()) write_reference(page, *reference, found->second);
    }
}

void write_agreements(Page& page) {
    auto& out = page.out;
    out.element("h3", page.in({"Accords donnés", "Consents given"}));
    if (page.report.consents.empty()) {
        page.paragraph({"Aucun réseau n'a été désigné : seul cet ordinateur a été regardé.",
                        "No network was named: only this computer was looked at."});
        return;
    }
    const auto list = out.open("ul");
    for (const auto& consent : page.report.consents) {
        const auto at = parse_time(consent.at);
        out.element("li", page.in(say("Réseau {} : accord de {}, {}.",
                                      "Network {}: consent of {}, {}.", consent.network, consent.by,
                                      at ? time_word(*at, page.language) : consent.at)));
    }
}

void write_answers(Page& page) {
    if (page.report.answers.empty()) return;
    auto& out = page.out;
    out.element("h3", page.in({"Questions posées, et réponses", "Questions asked, and answers"}));
    const Table table(
        page, {"Questions posées, et réponses", "Questions asked, and answers"},
        in_each(page,
                {{"Question", "Question"}, {"Réponse", "Answer"}, {"Par", "By"}, {"Le", "On"}}));
    const auto body = out.open("tbody");
    for (const auto& answer : page.report.answers) {
        const auto at = parse_time(answer.at);
        const auto row = out.open("tr");
        out.element("td", page.in(answer.question));
        out.element("td", page.in(answer.value));
        out.element("td", answer.by);
        out.element("td", at ? day_word(*at, page.language) : answer.at);
    }
}

}  // namespace

void write_for_technician(Page& page) {
    auto& out = page.out;
    const auto section =
        out.open("section", {{"class", "annex"}, {"aria-labelledby", "technicien"}});
    page.heading("h2", "technicien", {"Annexe pour le technicien", "Annex for the technician"});
    page.paragraph(
        {"Chaque élément trouvé, avec ce qui aide à le retrouver. Les heures sont en "
         "temps universel (UTC).",
         "Every subject found, with what helps to find it. Times are UTC."});
    if (!page.failures.empty()) {
        out.element("h3", page.in({"Ce qui a été trouvé", "What was found"}));
    }
    for (const auto& failure : page.failures) write_finding(page, *failure.finding);
    write_observations(page);
}

void write_for_officer(Page& page) {
    auto& out = page.out;
    const auto section = out.open("section", {{"class", "annex"}, {"aria-labelledby", "dpo"}});
    page.heading("h2", "dpo",
                 {"Annexe pour le délégué à la protection des données (DPO)",
                  "Annex for the data protection officer (DPO)"});
    page.paragraph(
        {"Primum constate ; il ne dit pas le droit. Les textes marqués « à vérifier » "
         "ont été lus chez un tiers.",
         "Primum states what it saw; it does not say the law. Texts marked \"to verify\" "
         "were read at second hand."});
    write_agreements(page);
    write_answers(page);
    write_references(page);
}

}  // namespace primum::report
