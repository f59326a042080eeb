#include "report/html/page.h"

#include <algorithm>

#include "report/machines.h"
#include "report/words.h"

namespace primum::report {
namespace {

void write_head(Page& page) {
    auto& out = page.out;
    const auto head = out.open("head");
    out.empty("meta", {{"charset", "utf-8"}});
    out.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    // Even if some text became markup, nothing could run and nothing could be fetched.
    out.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                       {"content", "default-src 'none'; style-src 'unsafe-inline'"}});
    out.empty("meta", {{"name", "generator"}, {"content", "Primum"}});
    out.element("title",
                page.in(say("Données de patients : rapport du {}", "Patients' data: report of {}",
                            long_day(page.report.finished_at, page.language))));
    write_style(page);
}

void write_consents(Page& page) {
    for (const auto& consent : page.report.consents) {
        const auto at = parse_time(consent.at);
        page.paragraph("lead", say("Réseau {} examiné avec l'accord de {}, donné le {}.",
                                   "Network {} looked at with the consent of {}, given on {}.",
                                   consent.network, consent.by,
                                   at ? long_day(*at, page.language) : consent.at));
    }
}

void write_top(Page& page) {
    auto& out = page.out;
    const auto top = out.open("header", {{"class", "top"}});
    out.element("p", {{"class", "brand"}}, "Primum");
    out.element("h1", page.in({"Les données de vos patients", "Your patients' data"}));
    page.paragraph("lead", say("Ce que Primum a vu jusqu'au {}.", "What Primum saw until {}.",
                               long_day(page.report.finished_at, page.language)));
    write_consents(page);
    if (page.report.stopped) {
        page.paragraph("lead", {"Audit arrêté à votre demande : voici ce qui a été vu.",
                                "Audit stopped at your request: here is what was seen."});
    }
}

void write_contents(Page& page) {
    struct Entry {
        const char* target;
        Sentence title;
    };
    const std::vector<Entry> entries{{"#semaine", {"Cette semaine", "This week"}},
                                     {"#themes", {"Tout, par thème", "All, by theme"}},
                                     {"#non-vu", {"Pas observé", "Not observed"}},
                                     {"#technicien", {"Pour le technicien", "For the technician"}},
                                     {"#dpo", {"Pour le DPO", "For the DPO"}}};
    auto& out = page.out;
    const auto nav = out.open("nav", {{"aria-label", page.in({"Sommaire", "Contents"})}});
    const auto list = out.open("ul");
    for (const auto& entry : entries) {
        const auto item = out.open("li");
        out.link(entry.target, page.in(entry.title));
    }
}

void write_main(Page& page) {
    const auto main = page.out.open("main", {{"id", "contenu"}});
    write_exposed(page);
    write_this_week(page);
    write_network(page);
    write_history(page);
    write_themes(page);
    write_accepted(page);
    write_not_observed(page);
    write_fine(page);
    write_for_technician(page);
    write_for_officer(page);
}

void write_foot(Page& page) {
    const auto foot = page.out.open("footer");
    page.paragraph(
        {"Primum regarde et ne change rien. Ce rapport ne contient le nom d'aucun "
         "patient ; il dit en revanche où sont les portes : gardez-le pour vous, votre "
         "technicien et votre DPO.",
         "Primum looks and changes nothing. This report holds no patient's name; but it "
         "says where the doors are: keep it for yourself, your technician and your "
         "DPO."});
}

}  // namespace

Page::Page(const Report& report_, Language language_, Medium medium_)
    : report(report_),
      language(language_),
      medium(medium_),
      failures(report::failures(report_.findings, report_.acceptances)) {}

std::string Page::in(const Sentence& sentence) const {
    return typographic(sentence.in(language), language);
}

void Page::paragraph(const Sentence& sentence) { out.element("p", in(sentence)); }

void Page::paragraph(const std::string& style, const Sentence& sentence) {
    out.element("p", {{"class", style}}, in(sentence));
}

void Page::heading(Literal level, const std::string& id, const Sentence& sentence) {
    out.element(level, {{"id", id}}, in(sentence));
}

void Page::subject(const std::string& name) {
    if (const auto* answer = answer_of(report, name)) {
        out.element("bdi", in(in_words(*answer)));
        return;
    }
    out.element("bdi", {{"class", "s"}}, name);
    const auto device = name_of_device(report, name);
    if (device.empty()) return;
    out.text(" (");
    out.element("bdi", device);
    out.text(")");
}

std::string Page::patients(std::int64_t count) const {
    return number_word(count, language) + "\u00a0" +
           in(count_noun(count, {"patient", "patient"}, {"patients", "patients"}, language));
}

std::string Page::records(std::int64_t count) const {
    return number_word(count, language) + "\u00a0" +
           in(count_noun(count, {"examen ou document", "study or document"},
                         {"examens ou documents", "studies or documents"}, language));
}

void Page::severity(controls::Severity severity) {
    out.element("span", {{"class", "tag " + style_of(severity)}},
                severity_label(severity, language));
}

std::string style_of(controls::Severity severity) {
    return std::string(controls::name_of(severity));
}

std::string as_html(const Report& report, Language language, Medium medium) {
    Page page(report, language, medium);
    page.out.verbatim("<!DOCTYPE html>\n");
    {
        const auto html =
            page.out.open("html", {{"lang", language == Language::french ? "fr" : "en"}});
        write_head(page);
        const auto body = page.out.open("body", {{"class", page.on_paper() ? "paper" : "screen"}});
        if (!page.on_paper()) {
            page.out.element("a", {{"class", "skip"}, {"href", "#contenu"}},
                             page.in({"Aller au contenu", "Skip to the content"}));
        }
        write_top(page);
        if (!page.on_paper()) write_contents(page);
        write_main(page);
        write_foot(page);
    }
    return std::move(page.out).take() + "\n";
}

}  // namespace primum::report
