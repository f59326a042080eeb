// One record: how it stands, what to do next, its letters, its versions; and changing it.
#include <algorithm>

#include "base/text.h"
#include "compliance/breach.h"
#include "compliance/request.h"
#include "os/local_time.h"
#include "report/words.h"
#include "web/pages/findings.h"
#include "web/pages/obligations.h"
#include "web/pages/pages.h"
#include "web/pages/record_fields.h"
#include "web/shelf.h"

namespace primum::web {
namespace {

using compliance::Ledger;
using compliance::Values;

std::optional<RecordKind> kind_of(const Fields& fields) {
    return compliance::record_kind_of(fields.value("kind"));
}

// Its form shows all of a record: only who may send it gets it.
Answer not_yours(Visit& visit) {
    return refused(visit, 403,
                   {"Votre rôle ne change pas ces fiches : il les lit.",
                    "Your role does not change these records: it reads them."});
}

void write_steps(Sheet& sheet, const std::vector<compliance::Wording>& steps) {
    if (steps.empty()) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Maintenant", "Now"});
    const auto list = sheet.out.open("ol", {{"class", "steps card"}});
    for (const auto& step : steps) sheet.out.element("li", sheet.in(step.sentence()));
}

// A breach has hours, by the clock on the wall; all else has days.
Sentence due_words(RecordKind kind, Time due, Language language) {
    if (kind != RecordKind::breach) {
        return say("Échéance : {}.", "Due: {}.", report::long_day(due, language));
    }
    const auto moment = os::local_moment(due);  // "2026-11-27 09:30"
    const auto day = day_in_words(compliance::local_day_of(due), language);
    return say("Échéance : {} à {}.", "Due: {} at {}.", day, moment.substr(moment.find(' ') + 1));
}

void write_clock(Sheet& sheet, const Record& record, Time at) {
    const auto standing = standing_of(record, at);
    if (!standing) return;
    const auto card = sheet.out.open("div", {{"class", "card hero"}});
    sheet.tag(standing->style, standing->words);
    if (standing->due && !standing->is_met) {
        sheet.out.element("p", sheet.in(due_words(record.kind, *standing->due, sheet.language())));
    }
    if (record.kind != RecordKind::request) return;
    const auto clock = compliance::clock_of(record.values, compliance::local_day_of(at));
    sheet.out.element("p", {{"class", "small soft"}}, sheet.in(clock.basis.sentence()));
}

Sentence duty_words(compliance::Duty duty) {
    switch (duty) {
        case compliance::Duty::yes:
            return {"oui", "yes"};
        case compliance::Duty::no:
            return {"non", "no"};
        case compliance::Duty::unclear:
            return {"à préciser : faites comme si oui", "unclear: act as if yes"};
    }
    return {};
}

void write_decision(Sheet& sheet, const Record& record) {
    const auto decision = compliance::decide(record.values);
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Qui prévenir", "Whom to tell"});
    const auto card = sheet.out.open("div", {{"class", "card"}});
    {
        const auto list = sheet.out.open("dl", {{"class", "facts"}});
        sheet.fact({"La CNIL", "The CNIL"}, sheet.in(duty_words(decision.cnil)));
        sheet.fact({"Les patients", "The patients"}, sheet.in(duty_words(decision.patients)));
    }
    for (const auto& reason : decision.because) {
        sheet.paragraph("small soft", reason.sentence());
    }
    const auto line = sheet.out.open("p", {{"class", "buttons"}});
    sheet.link_button("/breach/form?number=" + std::to_string(record.number),
                      {"Le formulaire de la CNIL, rempli", "The CNIL's form, filled in"});
}

// A title is for who receives the letter, and may be that of another: its sender needs a name.
Sentence name_of_letter(const compliance::Template& made) {
    struct Named {
        std::string_view id;
        Sentence name;
    };
    static const std::vector<Named> names{
        {"request-acknowledgement", {"Accusé de réception", "Acknowledgement"}},
        {"request-answer", {"Réponse", "Answer"}},
        {"request-extension", {"Prolongation du délai", "Extension of the time"}},
        {"request-refusal", {"Refus motivé", "Refusal with its ground"}},
        {"breach-notice", {"Communiqué public", "Public notice"}}};
    const auto found = std::ranges::find(names, made.id, &Named::id);
    return found == names.end() ? made.title : found->name;
}

void write_letters(Sheet& sheet, const Record& record) {
    const auto& templates = sheet.visit().house.shelf().templates.all;
    if (std::ranges::none_of(templates, [&](const auto& made) {
            return made.about == record.kind && record.kind != RecordKind::practice;
        })) {
        return;
    }
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Lettres prêtes", "Letters, ready"});
    const auto list = sheet.out.open("ul", {{"class", "list"}});
    for (const auto& made : templates) {
        if (made.about != record.kind) continue;
        const auto item = sheet.out.open("li");
        sheet.heading("h3", name_of_letter(made));
        write_document_links(
            sheet, "/letter?kind=" + std::string(compliance::name_of(record.kind)) + "&number=" +
                       std::to_string(record.number) + "&id=" + percent_encoded(made.id));
    }
}

void write_versions(Sheet& sheet, const Ledger& ledger, const Record& record) {
    const auto versions = ledger.versions(record.kind, record.number);
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Versions", "Versions"});
    if (!versions) {
        sheet.notice("bad", versions.error().message);
        return;
    }
    const auto list = sheet.out.open("ul", {{"class", "plain card small"}});
    for (auto version = versions->rbegin(); version != versions->rend(); ++version) {
        sheet.out.element(
            "li",
            sheet.in(say("Version {}, le {}, par {}", "Version {}, {}, by {}", version->version,
                         moment_word(version->at, sheet.language()), version->by)));
    }
}

void write_changing(Sheet& sheet, const Record& record) {
    if (!may_write(sheet.visit(), record.kind)) return;
    const auto buttons = sheet.out.open("div", {{"class", "buttons hero-gap"}});
    sheet.link_button("/record/change" + query_of(record),
                      {"Compléter ou corriger", "Complete or correct"});
    if (!sheet.visit().may_decide() || record.kind == RecordKind::practice) return;
    sheet.link_button("/record/erase" + query_of(record), {"Effacer…", "Erase…"});
}

struct FormPage {
    RecordKind kind;
    const Record* record;  // Null for a new one.
    Values values;
    std::vector<compliance::Refusal> refusals;
};

void write_form_page(Sheet& sheet, const std::string& action, const FormPage& page) {
    const auto form = sheet.form(action, "card hero");
    sheet.hidden("kind", std::string(compliance::name_of(page.kind)));
    if (page.record != nullptr) {
        sheet.hidden("number", std::to_string(page.record->number));
        sheet.hidden("version", std::to_string(page.record->version));
    }
    write_record_form(sheet, compliance::form_of(page.kind), page.values, page.refusals);
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"Enregistrer", "Keep"});
}

Answer write_form(Visit& visit, const FormPage& page) {
    const auto* place = find_kind_page(page.kind);
    const auto title =
        page.record == nullptr
            ? (place == nullptr ? compliance::title_of(page.kind).sentence() : place->add)
            : Sentence{name_of(*page.record, Language::french),
                       name_of(*page.record, Language::english)};
    const auto path = path_of(page.kind);
    Sheet sheet(visit, title, path);
    sheet.crumb(page.record == nullptr ? path : record_path(*page.record), {"Retour", "Back"});
    sheet.title();
    write_form_page(sheet, page.record == nullptr ? "/record/new" : "/record/change", page);
    return std::move(sheet).finish(page.refusals.empty() ? 200 : 422);
}

// What Primum has seen of a door, as the beginning of a breach's record; its rest is asked.
Values breach_of_finding(const Visit& visit, const Known& known, std::string_view control) {
    const auto* found = find_finding(known, control);
    if (found == nullptr) return {};
    std::int64_t patients = 0;
    std::int64_t records = 0;
    for (const auto& door : known.report.exposed.doors) {
        if (door.control != control) continue;
        patients = std::max(patients, door.patients);
        records = std::max(records, door.records);
    }
    Values values{{"title", found->control->title.in(visit.language)},
                  {"found_by", "primum"},
                  {"origin", "exposed"},
                  {"nature", "confidentiality"},
                  {"data", "identity,health"},
                  {"people", "patients"},
                  {"description", found->control->why.in(visit.language)}};
    if (const auto& seen = found->observed_at) values["found_at"] = os::local_moment(*seen);
    if (patients > 0) values["people_count"] = std::to_string(patients);
    if (records > 0) values["records_count"] = std::to_string(records);
    std::string measures;
    for (const auto& measure : measures_seen(visit)) {
        measures += (measures.empty() ? "" : " ") + measure.in(visit.language);
    }
    if (!measures.empty()) values["measures_before"] = measures;
    return editable_values(compliance::form_of(RecordKind::breach), values);
}

// What the ledger tells the facts, by which controls judge.
Answer kept(Visit& visit, const Ledger& ledger, const Record& record) {
    const auto told = visit.house.practice.tell(ledger);
    if (!told) return kept_but(visit, told.error());
    return see_other(record_path(record) + "&done=kept");
}

}  // namespace

Answer record_page(Visit& visit) {
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    const auto* record = find_record(**ledger, visit.request.query);
    if (record == nullptr) return no_such_record(visit);
    // Who is from outside the practice leaves a trace of what they read.
    if (visit.role() == accounts::Role::data_protection_officer) {
        const auto noted = (*ledger)->note(compliance::Action::viewed, record->kind, record->number,
                                           compliance::author_of(*visit.session->who));
        if (!noted) return failed(visit, noted.error());
        record = find_record(**ledger, visit.request.query);
    }
    const auto at = now();
    const auto* place = find_kind_page(record->kind);
    const auto path = path_of(record->kind);
    Sheet sheet(visit, {name_of(*record, Language::french), name_of(*record, Language::english)},
                path);
    if (record->kind != RecordKind::practice && place != nullptr) sheet.crumb(path, place->title);
    sheet.title();
    sheet.what_was_done();
    write_clock(sheet, *record, at);
    if (record->kind == RecordKind::request) {
        write_steps(sheet, compliance::next_steps(record->values, compliance::local_day_of(at)));
    }
    if (record->kind == RecordKind::breach) {
        write_steps(sheet, compliance::next_steps(record->values, at));
        write_decision(sheet, *record);
    }
    write_changing(sheet, *record);
    {
        const auto section = sheet.out.open("section");
        sheet.heading("h2", {"Ce qui est noté", "What is written down"});
        write_record_facts(sheet, compliance::form_of(record->kind), record->values);
    }
    write_letters(sheet, *record);
    write_versions(sheet, **ledger, *record);
    return std::move(sheet).finish();
}

Answer new_record_page(Visit& visit) {
    const auto kind = kind_of(visit.request.query);
    if (!kind) return no_such_record(visit);
    if (!may_write(visit, *kind)) return not_yours(visit);
    FormPage page{.kind = *kind, .record = nullptr};
    const auto finding = visit.request.query.value("finding");
    if (*kind == RecordKind::breach && !finding.empty()) {
        const auto known = visit.house.practice.known();
        if (!known) return failed(visit, known.error());
        page.values = breach_of_finding(visit, **known, finding);
    }
    return write_form(visit, page);
}

Answer add_record(Visit& visit) {
    const auto& fields = visit.request.form;
    const auto kind = kind_of(fields);
    if (!kind) return no_such_record(visit);
    if (!may_write(visit, *kind)) return not_yours(visit);
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    const auto typed = typed_values(compliance::form_of(*kind), fields);
    auto checked = compliance::check_record(*kind, typed);
    if (!checked.refusals.empty()) {
        return write_form(visit, {*kind, nullptr, typed, std::move(checked.refusals)});
    }
    const auto number =
        (*ledger)->add(*kind, checked.values, compliance::author_of(*visit.session->who));
    if (!number) return failed(visit, number.error());
    return kept(visit, **ledger, *(*ledger)->find(*kind, *number));
}

Answer change_record_page(Visit& visit) {
    const auto wanted = kind_of(visit.request.query);
    if (!wanted) return no_such_record(visit);
    if (!may_write(visit, *wanted)) return not_yours(visit);
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    const auto* record = find_record(**ledger, visit.request.query);
    if (record == nullptr) return no_such_record(visit);
    return write_form(
        visit, {.kind = record->kind,
                .record = record,
                .values = editable_values(compliance::form_of(record->kind), record->values)});
}

Answer change_record(Visit& visit) {
    const auto& fields = visit.request.form;
    const auto wanted = kind_of(fields);
    if (!wanted) return no_such_record(visit);
    if (!may_write(visit, *wanted)) return not_yours(visit);
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    const auto* record = find_record(**ledger, fields);
    if (record == nullptr) return no_such_record(visit);
    const auto form = compliance::form_of(record->kind);
    const auto typed = typed_values(form, fields);
    auto checked = compliance::check_record(record->kind, typed);
    const auto seen = parse_number(fields.value("version"));
    if (seen != record->version) {
        checked.refusals.insert(
            checked.refusals.begin(),
            {"", say("{} l'a changée entre-temps : relisez-la dans un autre onglet, puis "
                     "enregistrez à nouveau ce que vous gardez.",
                     "{} changed it meanwhile: read it again in another tab, then keep again what "
                     "you want.",
                     record->changed_by)});
    }
    if (!checked.refusals.empty()) {
        return write_form(visit, {record->kind, record, typed, std::move(checked.refusals)});
    }
    const auto kind = record->kind;
    const auto number = record->number;
    const auto changed =
        (*ledger)->change(*record, checked.values, compliance::author_of(*visit.session->who));
    if (!changed) return failed(visit, changed.error());
    return kept(visit, **ledger, *(*ledger)->find(kind, number));
}

}  // namespace primum::web
