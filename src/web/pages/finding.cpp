// One finding: why, what to do, where, which texts; and what a person decides about it.
#include <algorithm>

#include "base/text.h"
#include "compliance/day.h"
#include "report/details.h"
#include "report/words.h"
#include "web/pages/findings.h"
#include "web/pages/inputs.h"
#include "web/pages/pages.h"

namespace primum::web {
namespace {

using controls::Status;

const report::Failure* find_failure(const Known& known, const controls::Finding& finding) {
    const auto found = std::ranges::find(known.failures, &finding, &report::Failure::finding);
    return found == known.failures.end() ? nullptr : &*found;
}

void write_status(Sheet& sheet, const controls::Finding& finding) {
    switch (finding.status) {
        case Status::fail:
            return sheet.tag(finding.severity);
        case Status::pass:
            return sheet.tag("good", {"En ordre", "In order"});
        case Status::not_observed:
            return sheet.tag("", {"Pas observé", "Not observed"});
        case Status::not_applicable:
            return sheet.tag("", {"Sans objet", "Not applicable"});
    }
}

void write_steps(Sheet& sheet, const controls::Control& control) {
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Que faire", "What to do"});
    const auto card = sheet.out.open("div", {{"class", "card"}});
    const auto list = sheet.out.open("ol", {{"class", "steps"}});
    for (const auto& step : control.fix) sheet.out.element("li", sheet.in(step));
}

void write_subject_row(Sheet& sheet, const Known& known, const controls::Finding& finding,
                       const controls::Subject& subject) {
    const auto item = sheet.out.open("li");
    write_subject(sheet, known, subject.name);
    const auto details = report::details_of(finding, subject, sheet.language());
    if (!details.empty()) sheet.out.element("p", {{"class", "small soft s"}}, details);
}

void write_subject_rows(Sheet& sheet, const Known& known, const controls::Finding& finding,
                        const report::Failure& failure) {
    const auto slice = slice_of(sheet.visit(), failure.open.size());
    {
        const auto list = sheet.out.open("ul", {{"class", "plain card"}});
        for (auto i = slice.begin; i < slice.end; ++i) {
            write_subject_row(sheet, known, finding, *failure.open[i]);
        }
    }
    write_slices(sheet, slice, finding_path(finding.control->id));
}

void write_where(Sheet& sheet, const Known& known, const controls::Finding& finding) {
    const auto* failure = find_failure(known, finding);
    if (failure == nullptr || failure->open.empty()) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", say("Où ({})", "Where ({})", failure->open.size()));
    write_subject_rows(sheet, known, finding, *failure);
    if (finding.cut) {
        sheet.paragraph("small soft", {"Il y en a davantage : la liste s'arrête ici.",
                                       "There are more: the list stops here."});
    }
}

void write_reasons(Sheet& sheet, const controls::Finding& finding) {
    if (finding.reasons.empty()) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Ce que Primum n'a pas pu voir", "What Primum could not see"});
    const auto list = sheet.out.open("ul", {{"class", "plain card"}});
    for (const auto& reason : finding.reasons) {
        sheet.out.element("li", {{"class", "s"}}, reason.in(sheet.language()));
    }
}

void write_reference(Sheet& sheet, const controls::Reference& reference) {
    const auto item = sheet.out.open("li");
    const auto title = sheet.in(reference.title);
    if (reference.url) {
        sheet.out.link(*reference.url, title);
    } else {
        sheet.out.text(title);
    }
    if (reference.section) sheet.out.text(", " + *reference.section);
    if (reference.confidence != controls::Reference::Confidence::high) {
        sheet.out.text(" ");
        sheet.tag("", {"à vérifier", "to verify"});
    }
    const auto read_on = compliance::parse_day(reference.checked);
    sheet.out.element(
        "p", {{"class", "small soft"}},
        sheet.in(say("Texte relu le {}", "Text last read on {}",
                     read_on ? report::day_word(*read_on, sheet.language()) : reference.checked)));
}

void write_references(Sheet& sheet, const Known& known, const controls::Control& control) {
    if (control.cites.empty()) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Les textes", "The texts"});
    const auto list = sheet.out.open("ul", {{"class", "plain card"}});
    for (const auto& id : control.cites) {
        const auto* reference = known.catalogue->find_reference(id);
        if (reference != nullptr) write_reference(sheet, *reference);
    }
}

void write_repair(Sheet& sheet, const Known& known, const controls::Control& control) {
    if (!sheet.visit().may_work() || !known.mendable.contains(control.id)) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Primum peut le faire", "Primum can do it"});
    const auto card = sheet.out.open("div", {{"class", "card"}});
    sheet.paragraph(
        {"Vous verrez d'abord exactement ce qui changerait ; ensuite, tout peut être "
         "remis comme avant.",
         "You will first see exactly what would change; afterwards, all can be put "
         "back as before."});
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.link_button("/repair?id=" + percent_encoded(control.id),
                      {"Voir ce qui changerait", "See what would change"});
}

void write_undoing(Sheet& sheet, const Known& known, const controls::Control& control) {
    if (!sheet.visit().may_work() || !known.undoable.contains(control.id)) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Primum l'a réparé", "Primum has mended it"});
    const auto card = sheet.out.open("div", {{"class", "card"}});
    sheet.paragraph({"Si quelque chose ne marche plus depuis, tout peut être remis comme avant.",
                     "If something no longer works since, all can be put back as before."});
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.link_button("/repair/undo?id=" + percent_encoded(control.id),
                      {"Voir ce qui serait remis", "See what would be put back"});
}

void write_looking_again(Sheet& sheet, const controls::Control& control) {
    if (!sheet.visit().may_work()) return;
    const auto form = sheet.form("/finding/look", "");
    sheet.hidden("id", control.id);
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"Regarder à nouveau", "Look again"}, "quiet");
}

// Data that could be read by others may be a breach, of which the law wants to be told in time.
void write_breach_hint(Sheet& sheet, const Known& known, const controls::Control& control) {
    const bool is_door = std::ranges::any_of(known.report.exposed.doors, [&](const auto& door) {
        return door.control == control.id && door.patients > 0;
    });
    if (!is_door || !sheet.visit().may_answer()) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Est-ce une violation de données ?", "Is it a data breach?"});
    const auto card = sheet.out.open("div", {{"class", "card"}});
    sheet.paragraph(
        {"Des dossiers de patients pouvaient être lus par là. Notez-le au registre des violations "
         ": "
         "Primum prépare la fiche, et dit s'il faut prévenir la CNIL (72 heures) ou les patients.",
         "Patients' records could be read this way. Write it down in the record of breaches: "
         "Primum prepares it, and says whether the CNIL (72 hours) or the patients must be told."});
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.link_button("/record/new?kind=breach&finding=" + percent_encoded(control.id),
                      {"Noter ce qui s'est passé", "Write down what happened"});
}

void write_assigning(Sheet& sheet, const Known& known, const controls::Control& control,
                     const Typed& typed) {
    if (!sheet.visit().may_work()) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Qui s'en occupe", "Who takes care of it"});
    const auto form = sheet.form("/finding/assign", "card");
    sheet.hidden("id", control.id);
    const auto assigned = known.assignments.find(control.id);
    write_input(sheet,
                {.name = "to",
                 .label = {"Nom", "Name"},
                 .help = {"Vous, une collègue, le technicien. Vide : personne.",
                          "You, a colleague, the technician. Empty: nobody."},
                 .is_required = false,
                 .value = assigned == known.assignments.end() ? "" : assigned->second.to},
                typed);
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"Noter", "Note"}, "quiet");
}

void write_accepted(Sheet& sheet, const Known& known, const report::Failure& failure) {
    if (failure.accepted.empty()) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Accepté pour un temps", "Accepted for a time"});
    const auto list = sheet.out.open("ul", {{"class", "plain card"}});
    for (const auto& each : failure.accepted) {
        const auto item = sheet.out.open("li");
        write_subject(sheet, known, each.subject->name);
        sheet.out.element(
            "p", {{"class", "small soft"}},
            sheet.in(say("Jusqu'au {}, par {} : {}", "Until {}, by {}: {}", each.acceptance->until,
                         each.acceptance->by, each.acceptance->reason)));
        if (!sheet.visit().may_decide()) continue;
        const auto form = sheet.form("/finding/revoke");
        sheet.hidden("id", failure.finding->control->id);
        sheet.hidden("subject", each.acceptance->subject.value_or(""));
        sheet.button({"Ne plus accepter", "No longer accept"}, "plain-link");
    }
}

void write_accepting(Sheet& sheet, const controls::Finding& finding, const report::Failure& failure,
                     const Typed& typed) {
    if (!sheet.visit().may_decide() || failure.open.empty()) return;
    const auto section = sheet.out.open("section");
    const auto folded =
        typed.refusal ? sheet.out.open("details", {{"open", ""}}) : sheet.out.open("details");
    sheet.out.element("summary", sheet.in({"L'accepter pour un temps", "Accept it for a time"}));
    const auto form = sheet.form("/finding/accept", "card");
    write_refusal(sheet, typed);
    sheet.hidden("id", finding.control->id);
    write_input(sheet,
                {.name = "reason",
                 .label = {"Pourquoi", "Why"},
                 .help = {"Ce point reste compté et affiché ; il n'est plus dans la liste à "
                          "refermer jusqu'à la date choisie.",
                          "It stays counted and shown; it leaves the list of what is to be closed "
                          "until the chosen date."},
                 .type = "textarea"},
                typed);
    write_input(sheet,
                {.name = "until",
                 .label = {"Jusqu'au", "Until"},
                 .help = {"Un an au plus.", "A year at most."},
                 .type = "date"},
                typed);
    write_input(sheet,
                {.name = "subject",
                 .label = {"Seulement pour", "Only for"},
                 .help = {"Un élément de la liste ci-dessus, tel qu'il est écrit. Vide : tous.",
                          "One item of the list above, as it is written. Empty: all."},
                 .is_required = false},
                typed);
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"Accepter", "Accept"}, "quiet");
}

Answer write_finding(Visit& visit, const Known& known, const controls::Finding& finding,
                     const Typed& typed) {
    const auto& control = *finding.control;
    Sheet sheet(visit, control.title, "/findings");
    sheet.crumb("/findings", {"Tout ce qui est à refermer", "All that is to be closed"});
    sheet.title();
    {
        const auto line = sheet.out.open("p", {{"class", "lead"}});
        write_status(sheet, finding);
        if (finding.observed_at) {
            sheet.out.text(" " + sheet.in(say("Vu le {}.", "Seen on {}.",
                                              moment_word(*finding.observed_at, visit.language))));
        }
    }
    sheet.what_was_done();
    write_looking_again(sheet, control);
    {
        const auto section = sheet.out.open("section");
        sheet.heading("h2", {"Pourquoi c'est important", "Why it matters"});
        sheet.out.element("p", sheet.in(control.why));
    }
    write_where(sheet, known, finding);
    write_reasons(sheet, finding);
    write_steps(sheet, control);
    write_undoing(sheet, known, control);
    const auto* failure = find_failure(known, finding);
    if (failure != nullptr) {
        write_repair(sheet, known, control);
        write_breach_hint(sheet, known, control);
        write_assigning(sheet, known, control, typed);
        write_accepted(sheet, known, *failure);
        write_accepting(sheet, finding, *failure, typed);
    }
    write_references(sheet, known, control);
    return std::move(sheet).finish(typed.refusal ? 422 : 200);
}

Answer with_finding(Visit& visit, std::string_view id, const Typed& typed) {
    const auto known = visit.house.practice.known();
    if (!known) return failed(visit, known.error());
    const auto* finding = find_finding(**known, id);
    if (finding == nullptr) {
        return refused(visit, 404, {"Ce contrôle n'existe pas.", "There is no such control."});
    }
    return write_finding(visit, **known, *finding, typed);
}

// What was decided is in the history before it counts.
Answer decided(Visit& visit, const std::string& what, const Result<>& outcome,
               const std::string& field) {
    const auto& form = visit.request.form;
    const std::string id(form.value("id"));
    if (!outcome) {
        return with_finding(visit, id, {form, Refusal{field, outcome.error().message}});
    }
    const auto kept = visit.house.deeds.add(visit.name(), what, id);
    if (!kept) return kept_but(visit, kept.error());
    return see_other(finding_path(id) + "&done=" + what);
}

}  // namespace

Answer finding_page(Visit& visit) {
    return with_finding(visit, visit.request.query.value("id"), {visit.request.form, {}});
}

Answer accept_finding(Visit& visit) {
    const auto& form = visit.request.form;
    if (trim(form.value("reason")).empty()) {
        return decided(visit, "accepted", Error{ErrorKind::usage, {"Dites pourquoi.", "Say why."}},
                       "reason");
    }
    const auto outcome =
        visit.house.practice.accept({.control = std::string(form.value("id")),
                                     .subject = std::string(trim(form.value("subject"))),
                                     .reason = std::string(form.value("reason")),
                                     .until = std::string(form.value("until"))},
                                    visit.name());
    return decided(visit, "accepted", outcome, "until");
}

Answer look_again(Visit& visit) {
    const std::string id(visit.request.form.value("id"));
    const auto started = visit.house.practice.look_again(id, visit.language);
    if (!started) return failed(visit, started.error());
    const auto kept = visit.house.deeds.add(visit.name(), "looked-again", id);
    if (!kept) return kept_but(visit, kept.error());
    return see_other("/audit?done=started");
}

Answer revoke_finding(Visit& visit) {
    const auto& form = visit.request.form;
    return decided(visit, "revoked",
                   visit.house.practice.revoke(std::string(form.value("id")),
                                               std::string(form.value("subject"))),
                   "subject");
}

Answer assign_finding(Visit& visit) {
    const auto& form = visit.request.form;
    return decided(visit, "assigned",
                   visit.house.practice.assign(std::string(form.value("id")),
                                               std::string(trim(form.value("to"))), visit.name()),
                   "to");
}

}  // namespace primum::web
