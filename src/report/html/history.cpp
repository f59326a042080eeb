// How it went since: the curve of exposed patients over the audits, and what changed.
#include <algorithm>

#include "report/fragments.h"
#include "report/html/page.h"
#include "report/words.h"

namespace primum::report {
namespace {

constexpr double height = 190;
constexpr double left = 48, right = 48, top = 26, bottom = 34;
constexpr double wide = 680,
                 narrow = 350;  // A telephone has a sheet of its own: letters stay large.
constexpr std::size_t changes_on_paper_max = 40;
constexpr std::size_t shown_dates_max = 2;

std::string number(double value) { return fmt::format("{:.1f}", value); }

struct Curve {
    Curve(const std::vector<Moment>& moments, double width_) : width(width_) {
        first = moments.front().at;
        span = std::max<double>(
            1, static_cast<double>((moments.back().at - moments.front().at).count()));
        for (const auto& moment : moments) most = std::max(most, moment.patients);
    }
    double x(const Moment& moment) const {
        const auto since = static_cast<double>((moment.at - first).count());
        return left + (width - left - right) * since / span;
    }
    double y(const Moment& moment) const {
        const auto share = static_cast<double>(moment.patients) / static_cast<double>(most);
        return height - bottom - (height - top - bottom) * share;
    }

    double width;
    Time first{};
    double span = 1;
    std::int64_t most = 1;
};

Sentence told(const std::vector<Moment>& moments, Language language) {
    const auto& first = moments.front();
    const auto& last = moments.back();
    return say("Courbe des patients exposés : {} le {}, {} le {}, en {} audits.",
               "Curve of the exposed patients: {} on {}, {} on {}, in {} audits.", first.patients,
               long_day(first.at, language), last.patients, long_day(last.at, language),
               moments.size());
}

void write_label(Page& page, double x, double y, const std::string& anchor,
                 const std::string& text) {
    page.out.element("text", {{"x", number(x)}, {"y", number(y)}, {"text-anchor", anchor}}, text);
}

void write_points(Page& page, const Curve& curve) {
    const auto& moments = page.report.history;
    std::string line;
    for (const auto& moment : moments) {
        line += fmt::format("{}{},{} ", line.empty() ? "M" : "L", number(curve.x(moment)),
                            number(curve.y(moment)));
    }
    const auto floor = number(height - bottom);
    page.out.empty("path", {{"d", line + "L" + number(curve.x(moments.back())) + "," + floor +
                                      " L" + number(curve.x(moments.front())) + "," + floor + "Z"},
                            {"fill", "#e3efed"}});
    page.out.empty("path", {{"d", line},
                            {"fill", "none"},
                            {"stroke", "#135e5a"},
                            {"stroke-width", "2.5"},
                            {"stroke-linejoin", "round"}});
    for (const auto& moment : moments) {
        page.out.empty("circle", {{"cx", number(curve.x(moment))},
                                  {"cy", number(curve.y(moment))},
                                  {"r", "4"},
                                  {"fill", "#ffffff"},
                                  {"stroke", "#135e5a"},
                                  {"stroke-width", "2"}});
    }
}

void write_curve(Page& page, double width, const std::string& style) {
    const auto& moments = page.report.history;
    const Curve curve(moments, width);
    auto& out = page.out;
    const auto drawing = out.open("svg", {{"viewBox", fmt::format("0 0 {} {}", width, height)},
                                          {"class", "curve " + style},
                                          {"role", "img"},
                                          {"aria-label", page.in(told(moments, page.language))}});
    const auto words = out.open("g", {{"font-family", "Inter, system-ui, sans-serif"},
                                      {"font-size", "13"},
                                      {"fill", "#42535a"}});
    const auto floor = number(height - bottom);
    out.empty("path", {{"d", "M" + number(left) + "," + floor + "H" + number(width - right)},
                       {"stroke", "#c9d2cf"},
                       {"fill", "none"}});
    write_points(page, curve);
    for (const auto* moment : {&moments.front(), &moments.back()}) {
        const bool is_first = moment == &moments.front();
        write_label(page, curve.x(*moment), curve.y(*moment) - 11, "middle",
                    number_word(moment->patients, page.language));
        write_label(page, is_first ? left - 30 : width - right + 30, height - 10,
                    is_first ? "start" : "end", day_word(moment->at, page.language));
    }
}

void write_figures(Page& page) {
    auto& out = page.out;
    const auto folded = out.open("details");
    out.element("summary", page.in({"Les chiffres, audit par audit", "The figures, by audit"}));
    const auto list = out.open("ul");
    for (const auto& moment : page.report.history) {
        out.element(
            "li", page.in(say("Audit n° {}, {} : {}", "Audit no. {}, {}: {}", moment.run,
                              long_day(moment.at, page.language), page.patients(moment.patients))));
    }
}

void write_changes(Page& page, const std::string& style, const Sentence& word,
                   const std::vector<Change>& changes) {
    if (changes.empty()) return;
    auto& out = page.out;
    const auto group = out.open("div", {{"class", "change " + style}});
    out.element("h4", page.in(say("{} ({})", "{} ({})", word.in(page.language), changes.size())));
    const auto shown =
        page.on_paper() ? std::min(changes.size(), changes_on_paper_max) : changes.size();
    const auto list = out.open("ul");
    for (std::size_t i = 0; i < shown; ++i) {
        const auto item = out.open("li");
        out.text(page.in(changes[i].control->title));
        out.text(page.in({" : ", ": "}));
        page.subject(changes[i].subject);
    }
}

void write_comparison(Page& page, const Comparison& comparison) {
    auto& out = page.out;
    out.element("h3", page.in(say("Depuis l'audit n° {} du {}", "Since audit no. {} of {}",
                                  comparison.run, long_day(comparison.at, page.language))));
    page.paragraph(say("Patients exposés : {} alors, {} maintenant. Points inchangés : {}.",
                       "Exposed patients: {} then, {} now. Unchanged points: {}.",
                       number_word(comparison.patients, page.language),
                       number_word(page.report.exposed.patients, page.language),
                       comparison.unchanged));
    const auto groups = out.open("div", {{"class", "changes"}});
    write_changes(page, "added", {"Nouveau", "New"}, comparison.added);
    write_changes(page, "worse", {"Aggravé", "Worse"}, comparison.worse);
    write_changes(page, "mended", {"Corrigé", "Mended"}, comparison.mended);
    write_changes(
        page, "lost",
        {"Pas revu, faute d'avoir pu tout regarder", "Not seen again, for not all was looked at"},
        comparison.unseen);
}

}  // namespace

Markup history_curve(const Report& report, Language language) {
    if (report.history.size() < shown_dates_max) return {};
    Page page(report, language, Medium::screen);
    write_curve(page, wide, "wide");
    write_curve(page, narrow, "narrow");
    return std::move(page.out);
}

void write_history(Page& page) {
    const bool has_curve = page.report.history.size() >= shown_dates_max;
    if (!has_curve && !page.report.comparison) return;
    auto& out = page.out;
    const auto section = out.open("section", {{"aria-labelledby", "suivi"}});
    page.heading("h2", "suivi", {"D'un audit à l'autre", "From audit to audit"});
    if (has_curve) {
        page.paragraph(
            {"Patients exposés à la fin de chaque audit, recomptés selon les règles "
             "d'aujourd'hui.",
             "Patients exposed at the end of each audit, counted again by today's "
             "rules."});
        write_curve(page, wide, "wide");
        if (!page.on_paper()) {
            write_curve(page, narrow, "narrow");
            write_figures(page);
        }
    }
    if (page.report.comparison) write_comparison(page, *page.report.comparison);
}

}  // namespace primum::report
