// What Primum can mend itself, and put back: shown line by line before anything changes, then made.
#include "web/pages/findings.h"
#include "web/pages/inputs.h"
#include "web/pages/pages.h"

namespace primum::web {
namespace {

void write_text(Sheet& sheet, const std::string& text) {
    const auto frame = sheet.out.open("pre", {{"tabindex", "0"}});
    sheet.out.text(text);
}

// One way of changing this computer: shown first, then done.
struct Way {
    const char* path;
    const char* deed;  // In the history.
    Sentence title;
    Sentence lead;
    Sentence button;
    Sentence done;
};

const Way& repairing() {
    static const Way way{
        .path = "/repair",
        .deed = "repair",
        .title = {"Ce qui changerait", "What would change"},
        .lead =
            {"Rien n'a encore changé. Ensuite, tout peut être remis comme avant, depuis la page "
             "de ce point.",
             "Nothing has changed yet. Afterwards, all can be put back as before, from the page "
             "of this point."},
        .button = {"Faire ces changements", "Make these changes"},
        .done = {"Ce qui a été fait", "What was done"}};
    return way;
}

const Way& undoing() {
    static const Way way{
        .path = "/repair/undo",
        .deed = "repair-undone",
        .title = {"Ce qui serait remis comme avant", "What would be put back as before"},
        .lead = {"Rien n'a encore changé. Ce qui avait été refermé sera de nouveau ouvert.",
                 "Nothing has changed yet. What had been closed will be open again."},
        .button = {"Remettre comme avant", "Put back as before"},
        .done = {"Ce qui a été remis", "What was put back"}};
    return way;
}

Answer show(Visit& visit, const Way& way, const std::string& id, const Result<Repair>& repair) {
    if (!repair) return failed(visit, repair.error());
    Sheet sheet(visit, way.title, "/findings");
    sheet.crumb(finding_path(id), {"Retour", "Back"});
    sheet.title();
    sheet.lead(way.lead);
    write_text(sheet, repair->text);
    if (!repair->was_refused) {
        const auto form = sheet.form(way.path, "form hero");
        sheet.hidden("id", id);
        const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
        sheet.button(way.button);
    }
    return std::move(sheet).finish();
}

using Doing = Result<Repair> (Practice::*)(const std::string&, Language);

Answer carry_out(Visit& visit, const Way& way, Doing doing) {
    const std::string id(visit.request.form.value("id"));
    // In the history first: a change that was begun is told, however it ended.
    const auto kept = visit.house.deeds.add(visit.name(), way.deed, id);
    if (!kept) return failed(visit, kept.error());
    const auto repair = (visit.house.practice.*doing)(id, visit.language);
    if (!repair) return failed(visit, repair.error());
    Sheet sheet(visit, way.done, "/findings");
    sheet.crumb(finding_path(id), {"Retour", "Back"});
    sheet.title();
    if (repair->was_refused) {
        sheet.notice("bad", {"Rien n'a été changé.", "Nothing was changed."});
    }
    write_text(sheet, repair->text);
    return std::move(sheet).finish();
}

}  // namespace

Answer repair_page(Visit& visit) {
    const std::string id(visit.request.query.value("id"));
    return show(visit, repairing(), id, visit.house.practice.preview_repair(id, visit.language));
}

Answer make_repair(Visit& visit) { return carry_out(visit, repairing(), &Practice::make_repair); }

Answer undo_page(Visit& visit) {
    const std::string id(visit.request.query.value("id"));
    return show(visit, undoing(), id, visit.house.practice.preview_undoing(id, visit.language));
}

Answer undo_repair(Visit& visit) { return carry_out(visit, undoing(), &Practice::undo_repair); }

}  // namespace primum::web
