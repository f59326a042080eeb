// Reports to download, in every form that this computer can make.
#include <algorithm>

#include "web/pages/inputs.h"
#include "web/pages/pages.h"

namespace primum::web {
namespace {

Sentence words_of(std::string_view form) {
    struct Word {
        std::string_view form;
        Sentence word;
    };
    static const std::vector<Word> words{
        {"html",
         {"Page à lire, imprimer ou remettre (HTML)", "Page to read, print or hand over (HTML)"}},
        {"pdf", {"Document à imprimer ou remettre (PDF)", "Document to print or hand over (PDF)"}},
        {"csv", {"Tableau, une ligne par élément (CSV)", "Table, one row an item (CSV)"}},
        {"text", {"Texte simple", "Plain text"}},
        {"json", {"Pour un programme (JSON)", "For a program (JSON)"}},
        {"sarif", {"Pour un outil de sécurité (SARIF)", "For a security tool (SARIF)"}},
        {"oscal", {"Résultats d'évaluation (OSCAL)", "Assessment results (OSCAL)"}},
        {"oscal-catalog", {"Contrôles (OSCAL)", "Controls (OSCAL)"}},
        {"oscal-plan", {"Plan d'évaluation (OSCAL)", "Assessment plan (OSCAL)"}},
        {"ciso-assistant", {"Bibliothèque pour CISO Assistant", "Library for CISO Assistant"}},
        {"cnil-pia",
         {"Analyse d'impact pour l'outil PIA de la CNIL",
          "Impact assessment for the CNIL's PIA tool"}}};
    const auto found = std::ranges::find(words, form, &Word::form);
    return found == words.end() ? Sentence{std::string(form), std::string(form)} : found->word;
}

std::string_view ending_of(std::string_view form) {
    if (form == "text") return "txt";
    if (form == "html" || form == "pdf" || form == "csv" || form == "sarif") return form;
    return form == "ciso-assistant" ? "yaml" : "json";
}

}  // namespace

Answer reports_page(Visit& visit) {
    const auto known = visit.house.practice.known();
    if (!known) return failed(visit, known.error());
    Sheet sheet(visit, {"Rapports", "Reports"}, "/reports");
    sheet.title();
    sheet.lead(
        {"Un rapport ne nomme aucun patient ; il dit en revanche où sont les portes. "
         "Remettez-le à votre technicien ou à votre DPO, à personne d'autre.",
         "A report names no patient; but it says where the doors are. Hand it to your "
         "technician or your DPO, and to nobody else."});
    if (!(*known)->ever_looked) {
        sheet.notice("", {"Rien n'a encore été regardé.", "Nothing has been looked at yet."});
        return std::move(sheet).finish();
    }
    {
        const auto section = sheet.out.open("section");
        const auto list = sheet.out.open("ul", {{"class", "plain card"}});
        for (const auto& form : visit.house.practice.report_forms()) {
            const auto item = sheet.out.open("li");
            sheet.link("/report?form=" + percent_encoded(form), sheet.in(words_of(form)));
        }
    }
    return std::move(sheet).finish();
}

Answer download_report(Visit& visit) {
    const std::string form(visit.request.query.value("form"));
    const auto forms = visit.house.practice.report_forms();
    if (std::ranges::find(forms, form) == forms.end()) {
        return refused(visit, 404, {"Ce rapport n'existe pas.", "There is no such report."});
    }
    auto made = visit.house.practice.make_report(form, visit.language);
    if (!made) return failed(visit, made.error());
    const auto kept = visit.house.deeds.add(visit.name(), "report", form);
    if (!kept) return failed(visit, kept.error());
    return {.type = std::move(made->type),
            .body = std::move(made->bytes),
            .headers = {{"Content-Disposition", "attachment; filename=\"primum-" + form + "." +
                                                    std::string(ending_of(form)) + "\""}}};
}

}  // namespace primum::web
