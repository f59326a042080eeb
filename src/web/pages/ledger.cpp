// The ledger as a whole: who did what with which record, and erasing one for good.
#include "base/text.h"
#include "web/pages/obligations.h"
#include "web/pages/own_passphrase.h"
#include "web/pages/pages.h"

namespace primum::web {
namespace {

using compliance::HistoryEntry;
using compliance::Ledger;

// Without the record's own words: who reads the history need not read what it is about.
void write_entry(Sheet& sheet, const Ledger& ledger, const HistoryEntry& entry) {
    const auto item = sheet.out.open("li");
    sheet.out.element("bdi", entry.by);
    sheet.out.text(sheet.in({" : ", ": "}));
    sheet.out.text(sheet.in(compliance::words_of(entry.action).sentence()) + " · ");
    const auto name =
        sheet.in(compliance::title_of(entry.kind).sentence()) + " " + std::to_string(entry.number);
    const auto* record = ledger.find(entry.kind, entry.number);
    if (record == nullptr) {
        sheet.out.text(name);
    } else {
        sheet.link(record_path(*record), name);
    }
    sheet.out.element("p", {{"class", "small soft"}}, moment_word(entry.at, sheet.language()));
}

Answer write_erasing(Visit& visit, const Record& record, const Typed& typed) {
    Sheet sheet(visit, {"Effacer cette fiche", "Erase this record"}, path_of(record.kind));
    sheet.crumb(record_path(record), {"Retour", "Back"});
    sheet.title();
    sheet.out.element("p", {{"class", "lead"}}, name_of(record, sheet.language()));
    write_refusal(sheet, typed);
    const auto form = sheet.form("/record/erase", "card hero");
    sheet.hidden("kind", std::string(compliance::name_of(record.kind)));
    sheet.hidden("number", std::to_string(record.number));
    sheet.paragraph(
        {"La fiche et toutes ses versions disparaissent, sans retour. L'historique garde seulement "
         "qu'elle a existé. Gardez-la tant qu'elle prouve que vous avez répondu.",
         "The record and all its versions go, for good. The history keeps only that it was there. "
         "Keep it as long as it proves that you answered."});
    write_own_passphrase(sheet, "current", typed);
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"Effacer pour toujours", "Erase for good"});
    return std::move(sheet).finish(typed.refusal ? 422 : 200);
}

}  // namespace

Answer ledger_page(Visit& visit) {
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    const auto history = (*ledger)->history();
    Sheet sheet(visit, {"Historique des obligations", "History of the obligations"}, "/history");
    sheet.crumb("/history", {"Historique", "History"});
    sheet.title();
    sheet.lead(
        {"Chaque ligne est scellée avec la précédente : aucune ne peut être changée ni retirée "
         "sans que cela se voie.",
         "Each line is sealed with the one before: none can be changed or removed unseen."});
    if (history.empty()) {
        sheet.paragraph("soft", {"Rien pour l'instant.", "Nothing so far."});
        return std::move(sheet).finish();
    }
    const auto section = sheet.out.open("section");
    const auto slice = slice_of(visit, history.size());
    {
        const auto list = sheet.out.open("ul", {{"class", "plain card"}});
        for (auto i = slice.begin; i < slice.end; ++i) {
            write_entry(sheet, **ledger, history[history.size() - 1 - i]);
        }
    }
    write_slices(sheet, slice, "/ledger");
    return std::move(sheet).finish();
}

Answer erase_page(Visit& visit) {
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    const auto* record = find_record(**ledger, visit.request.query);
    if (record == nullptr) return no_such_record(visit);
    return write_erasing(visit, *record, {visit.request.form, {}});
}

Answer erase_record(Visit& visit) {
    const auto& form = visit.request.form;
    const auto checked = [&] {
        const std::scoped_lock lock(visit.house.book_mutex);
        return check_own_passphrase(visit, "current");
    }();
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    const auto* record = find_record(**ledger, form);
    if (record == nullptr) return no_such_record(visit);
    if (!checked) {
        return write_erasing(visit, *record, {form, Refusal{"current", checked.error().message}});
    }
    const auto path = path_of(record->kind);
    const auto erased =
        (*ledger)->erase(record->kind, record->number, compliance::author_of(*visit.session->who));
    if (!erased) return failed(visit, erased.error());
    const auto told = visit.house.practice.tell(**ledger);
    if (!told) return kept_but(visit, told.error());
    return see_other(path + "?done=erased");
}

}  // namespace primum::web
