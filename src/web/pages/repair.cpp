// What Primum can mend itself: shown line by line before anything changes, then made.
#include "web/pages/findings.h"
#include "web/pages/inputs.h"
#include "web/pages/pages.h"

namespace primum::web {
namespace {

void write_text(Sheet& sheet, const std::string& text) {
    const auto frame = sheet.out.open("pre", {{"tabindex", "0"}});
    sheet.out.text(text);
}

}  // namespace

Answer repair_page(Visit& visit) {
    const std::string id(visit.request.query.value("id"));
    const auto repair = visit.house.practice.preview_repair(id, visit.language);
    if (!repair) return failed(visit, repair.error());
    Sheet sheet(visit, {"Ce qui changerait", "What would change"}, "/findings");
    sheet.crumb(finding_path(id), {"Retour", "Back"});
    sheet.title();
    sheet.lead({"Rien n'a encore changé. Ensuite, « primum fix undo » remet tout comme avant.",
                "Nothing has changed yet. Afterwards, \"primum fix undo\" puts it all back."});
    write_text(sheet, repair->text);
    if (!repair->was_refused) {
        const auto form = sheet.form("/repair", "form hero");
        sheet.hidden("id", id);
        const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
        sheet.button({"Faire ces changements", "Make these changes"});
    }
    return std::move(sheet).finish();
}

Answer make_repair(Visit& visit) {
    const std::string id(visit.request.form.value("id"));
    // In the history first: a repair that was begun is told, however it ended.
    const auto kept = visit.house.deeds.add(visit.name(), "repair", id);
    if (!kept) return failed(visit, kept.error());
    const auto repair = visit.house.practice.make_repair(id, visit.language);
    if (!repair) return failed(visit, repair.error());
    Sheet sheet(visit, {"Ce qui a été fait", "What was done"}, "/findings");
    sheet.crumb(finding_path(id), {"Retour", "Back"});
    sheet.title();
    if (repair->was_refused) {
        sheet.notice("bad", {"Rien n'a été changé.", "Nothing was changed."});
    }
    write_text(sheet, repair->text);
    return std::move(sheet).finish();
}

}  // namespace primum::web
