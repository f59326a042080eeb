// Letters, papers, the register and the CNIL's form, as documents to download.
#include "base/text.h"
#include "compliance/breach.h"
#include "compliance/documents/filling.h"
#include "report/words.h"
#include "web/pages/obligations.h"
#include "web/pages/pages.h"
#include "web/shelf.h"

namespace primum::web {
namespace {

using compliance::Document;
using compliance::Ledger;

Answer not_there(Visit& visit) {
    return refused(visit, 404, {"Ce document n'existe pas.", "There is no such document."});
}

Result<Answer> as_download(Visit& visit, const Document& document, const std::string& name) {
    const std::string form(visit.request.query.value("form"));
    Answer answer;
    if (form == "odt") {
        answer.type = "application/vnd.oasis.opendocument.text";
        answer.body = compliance::as_odt(document);
    } else if (form == "pdf") {
        answer.type = "application/pdf";
        answer.body = TRY(visit.house.practice.pdf_of(compliance::as_html(document)));
    } else {
        answer.type = "text/plain; charset=utf-8";
        answer.body = compliance::as_text(document);
    }
    answer.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + name + "." +
                                    (form == "odt" || form == "pdf" ? form : "txt") + "\"");
    return answer;
}

// Ids of templates are ours, but stand in a header: only plain letters.
std::string file_name(const std::string& id) {
    std::string name;
    for (const char c : id) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') name += c;
    }
    return name;
}

// The ledger is given back first: a PDF takes long to make, and others wait for the ledger.
Answer handed_over(Visit& visit, LedgerDesk::Lent ledger, const Document& document,
                   const std::string& name) {
    { const auto given_back = std::move(ledger); }
    auto answer = as_download(visit, document, file_name(name));
    return answer ? std::move(*answer) : failed(visit, answer.error());
}

const compliance::Template* wanted_template(const Visit& visit, RecordKind about) {
    const auto* made = visit.house.shelf().templates.find(visit.request.query.value("id"));
    return made != nullptr && made->about == about ? made : nullptr;
}

Result<> note_export(const Visit& visit, Ledger& ledger, RecordKind kind, std::uint32_t number) {
    return ledger.note(compliance::Action::exported, kind, number,
                       compliance::author_of(*visit.session->who));
}

void write_form_line(Sheet& sheet, const compliance::FormLine& line) {
    sheet.out.element("dt", sheet.in(line.label.sentence()));
    if (line.is_missing) {
        const auto cell = sheet.out.open("dd");
        sheet.tag("soon", {"manque encore", "still missing"});
        return;
    }
    sheet.out.element("dd", {{"class", "s"}}, line.answer.empty() ? "–" : line.answer);
}

// Sections begin with a row of their own.
void write_form_lines(Sheet& sheet, const std::vector<compliance::FormLine>& lines) {
    for (std::size_t i = 0; i < lines.size();) {
        const auto section = sheet.out.open("section");
        if (lines[i].is_section) sheet.heading("h2", lines[i++].label.sentence());
        const auto list = sheet.out.open("dl", {{"class", "facts card"}});
        for (; i < lines.size() && !lines[i].is_section; ++i) write_form_line(sheet, lines[i]);
    }
}

}  // namespace

Answer letter(Visit& visit) {
    const auto kind = compliance::record_kind_of(visit.request.query.value("kind"));
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    const auto* record = kind ? find_record(**ledger, *kind, visit.request.query) : nullptr;
    const auto* made = kind ? wanted_template(visit, *kind) : nullptr;
    if (record == nullptr || made == nullptr) return not_there(visit);
    const auto filling = compliance::filling_for(**ledger, record, now(), visit.language);
    const auto document = compliance::fill(*made, filling, visit.language);
    const auto noted = note_export(visit, **ledger, record->kind, record->number);
    if (!noted) return failed(visit, noted.error());
    return handed_over(visit, std::move(*ledger), document, made->id);
}

Answer paper(Visit& visit) {
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    const auto* made = wanted_template(visit, RecordKind::practice);
    if (made == nullptr) return not_there(visit);
    const auto filling = compliance::filling_for(**ledger, nullptr, now(), visit.language);
    const auto document = compliance::fill(*made, filling, visit.language);
    return handed_over(visit, std::move(*ledger), document, made->id);
}

Answer print_register(Visit& visit) {
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    const auto document =
        compliance::register_document((*ledger)->records(RecordKind::activity),
                                      compliance::practice_values(**ledger), visit.language);
    return handed_over(visit, std::move(*ledger), document,
                       visit.language == Language::french ? "registre" : "register");
}

Answer prefill_register(Visit& visit) {
    const auto& activities = visit.house.shelf().activities;
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    if (!activities || !(*ledger)->records(RecordKind::activity).empty()) {
        return see_other("/register");
    }
    const auto measures = measures_seen(visit);
    bool any = false;
    for (const auto& activity : activities->activities) {
        const auto added = (*ledger)->add(RecordKind::activity,
                                          compliance::prefilled(activity, measures, visit.language),
                                          compliance::author_of(*visit.session->who));
        if (!added) {
            return any ? kept_but(visit, added.error()) : failed(visit, added.error());
        }
        any = true;
    }
    const auto told = visit.house.practice.tell(**ledger);
    if (!told) return kept_but(visit, told.error());
    return see_other("/register?done=kept");
}

Answer breach_form_page(Visit& visit) {
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    const auto* record = find_record(**ledger, RecordKind::breach, visit.request.query);
    if (record == nullptr) return not_there(visit);
    const auto lines = compliance::cnil_form(record->values, compliance::practice_values(**ledger),
                                             visit.language);
    const auto path = record_path(*record);
    const auto noted = note_export(visit, **ledger, record->kind, record->number);
    if (!noted) return failed(visit, noted.error());
    Sheet sheet(visit, {"Le formulaire de la CNIL", "The CNIL's form"}, "/breaches");
    sheet.crumb(path, {"Retour", "Back"});
    sheet.title();
    sheet.lead(
        {"À recopier sur cnil.fr, dans cet ordre (à vérifier sur le formulaire). Ce qui "
         "manque peut suivre dans la notification complémentaire : n'attendez pas pour la "
         "première.",
         "To be copied to cnil.fr, in this order (to be verified on the form). What is "
         "missing may follow in the complementary notification: do not wait with the first."});
    write_form_lines(sheet, lines);
    return std::move(sheet).finish();
}

Answer training_certificate(Visit& visit) {
    const auto person = visit.request.query.value("person");
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    const auto done = compliance::training_done(**ledger, person);
    if (done.empty()) return not_there(visit);
    const auto document =
        compliance::certificate(person, done, visit.house.shelf().training,
                                compliance::practice_values(**ledger), visit.language);
    return handed_over(visit, std::move(*ledger), document,
                       visit.language == Language::french ? "attestation" : "certificate");
}

}  // namespace primum::web
