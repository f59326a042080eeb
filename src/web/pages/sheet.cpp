#include "web/pages/sheet.h"

#include <algorithm>

#include "base/text.h"
#include "os/local_time.h"
#include "report/words.h"
#include "web/assets.h"
#include "web/pages/contents.h"
#include "web/pages/done.h"

namespace primum::web {
namespace {

void write_mark(Markup& page) {
    page.empty(
        "img",
        {{"src", std::string(mark_asset.path)}, {"alt", ""}, {"width", "28"}, {"height", "28"}});
}

// The same address, with what it says, in the other language.
std::string in_other_language(const Visit& visit) {
    Fields query;
    for (const auto& [name, value] : visit.request.query.all()) {
        if (name != "lang") CHECK(query.add(name, value));
    }
    const std::string other = visit.language == Language::french ? "en" : "fr";
    const auto said = query.encoded();
    return visit.request.path + "?" + said + (said.empty() ? "" : "&") + "lang=" + other;
}

// A change of language is a form of its own, so that a link somewhere cannot make it.
void write_language(Markup& page, const Visit& visit) {
    const bool french = visit.language == Language::french;
    if (visit.session == nullptr) {
        page.element("a", {{"href", in_other_language(visit)}, {"lang", french ? "en" : "fr"}},
                     french ? "English" : "Français");
        return;
    }
    const auto form = page.open("form", {{"method", "post"}, {"action", "/language"}});
    page.empty("input", {{"type", "hidden"}, {"name", "token"}, {"value", visit.form_token}});
    page.element("button",
                 {{"class", "plain-link"},
                  {"name", "language"},
                  {"value", french ? "en" : "fr"},
                  {"lang", french ? "en" : "fr"}},
                 french ? "English" : "Français");
}

}  // namespace

Sheet::Sheet(const Visit& visit, const Sentence& title, std::string place)
    : visit_(visit), title_(title), place_(std::move(place)) {}

std::string Sheet::in(const Sentence& sentence) const {
    return report::typographic(sentence.in(visit_.language), visit_.language);
}

void Sheet::title() { out.element("h1", in(title_)); }

void Sheet::heading(Literal level, const Sentence& sentence) { out.element(level, in(sentence)); }

void Sheet::paragraph(const Sentence& sentence) { out.element("p", in(sentence)); }

void Sheet::paragraph(Literal style, const Sentence& sentence) {
    out.element("p", {{"class", std::string(style.text())}}, in(sentence));
}

void Sheet::notice(const std::string& style, const Sentence& sentence) {
    const auto box = out.open("div", {{"class", "notice " + style}, {"role", "status"}});
    paragraph(sentence);
}

void Sheet::crumb(const std::string& path, const Sentence& to) {
    const auto line = out.open("p", {{"class", "crumb"}});
    link(path, "← " + in(to));
}

void Sheet::link(const std::string& path, std::string_view text) {
    CHECK(path.starts_with('/'));  // Links lead to our own pages.
    out.element("a", {{"href", path}}, text);
}

void Sheet::link_button(const std::string& path, const Sentence& text) {
    CHECK(path.starts_with('/'));
    out.element("a", {{"href", path}, {"class", "button quiet"}}, in(text));
}

void Sheet::tag(controls::Severity severity) {
    out.element("span", {{"class", "tag " + style_of(severity)}},
                report::severity_label(severity, visit_.language));
}

void Sheet::tag(const std::string& style, const Sentence& text) {
    out.element("span", {{"class", "tag " + style}}, in(text));
}

void Sheet::fact(const Sentence& name, std::string_view value) {
    out.element("dt", in(name));
    out.element("dd", {{"class", "s"}}, value);
}

OpenForm::OpenForm(Sheet& sheet, const std::string& action, const std::string& style)
    : element_(sheet.out.open("form", {{"method", "post"},
                                       {"action", action},
                                       {"class", style},
                                       {"accept-charset", "utf-8"}})) {
    sheet.hidden("token", sheet.visit().form_token);
}

void Sheet::hidden(Literal name, const std::string& value) {
    out.empty("input", {{"type", "hidden"}, {"name", std::string(name.text())}, {"value", value}});
}

void Sheet::button(const Sentence& text, Literal style) {
    out.element("button", {{"type", "submit"}, {"class", std::string(style.text())}}, in(text));
}

void Sheet::what_was_done() {
    const auto* done = find_done(visit_.request.query.value("done"));
    if (done != nullptr) notice("good", *done);
}

void Sheet::write_head(Markup& page) const {
    const auto head = page.open("head");
    page.empty("meta", {{"charset", "utf-8"}});
    page.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    page.element("title", in(title_) + " · Primum");
    page.empty("link", {{"rel", "icon"}, {"href", std::string(mark_asset.path)}});
    page.empty("link", {{"rel", "stylesheet"}, {"href", std::string(style_asset.path)}});
    page.element("script", {{"src", std::string(script_asset.path)}, {"defer", ""}}, "");
}

void Sheet::write_top(Markup& page) const {
    const auto top = page.open("header", {{"class", "head"}});
    {
        const auto brand = page.open("a", {{"class", "brand"}, {"href", "/"}});
        write_mark(page);
        page.text("Primum");
    }
    if (visit_.session != nullptr) {
        page.element("a", {{"href", "#menu"}, {"class", "narrow-only"}}, in({"Menu", "Menu"}));
        page.element("span", {{"class", "who"}}, visit_.name());
    }
    write_language(page, visit_);
    if (visit_.session == nullptr) return;
    const auto form = page.open("form", {{"method", "post"}, {"action", "/sign-out"}});
    page.empty("input", {{"type", "hidden"}, {"name", "token"}, {"value", visit_.form_token}});
    page.element("button", {{"class", "plain-link"}}, in({"Fermer la session", "Sign out"}));
}

void Sheet::write_contents(Markup& page) const {
    const auto nav =
        page.open("nav", {{"id", "menu"}, {"aria-label", in({"Sommaire", "Contents"})}});
    for (const auto& chapter : contents()) {
        if (std::ranges::none_of(chapter.entries,
                                 [&](const Entry& each) { return may_enter(each.room, visit_); })) {
            continue;
        }
        if (!chapter.title.french.empty()) page.element("h2", in(chapter.title));
        const auto list = page.open("ul");
        for (const auto& entry : chapter.entries) {
            if (!may_enter(entry.room, visit_)) continue;
            const auto item = page.open("li");
            std::vector<report::Attribute> attributes{{"href", std::string(entry.path)}};
            if (entry.path == place_) attributes.push_back({"aria-current", "page"});
            page.element("a", attributes, in(entry.title));
        }
    }
}

Answer Sheet::finish(std::uint16_t status) && {
    Markup page;
    page.verbatim("<!DOCTYPE html>\n");
    {
        const auto html =
            page.open("html", {{"lang", language() == Language::french ? "fr" : "en"}});
        write_head(page);
        const auto body = page.open("body");
        page.element("a", {{"class", "skip"}, {"href", "#page"}},
                     in({"Aller au contenu", "Skip to the content"}));
        write_top(page);
        const bool is_inside = visit_.session != nullptr;
        const auto sheet = page.open("div", {{"class", is_inside ? "sheet" : "alone"}});
        {
            const auto main = page.open("main", {{"id", "page"}});
            page.append(std::move(out));
        }
        if (is_inside) write_contents(page);
    }
    return {.status = status, .body = std::move(page).take() + "\n"};
}

Slice slice_of(const Visit& visit, std::size_t count) {
    Slice slice;
    slice.pages = std::max<std::size_t>(1, (count + Slice::size - 1) / Slice::size);
    const auto wanted = parse_number(visit.request.query.value("page")).value_or(1);
    slice.page = std::clamp<std::size_t>(wanted, 1, slice.pages);
    slice.begin = (slice.page - 1) * Slice::size;
    slice.end = std::min(count, slice.begin + Slice::size);
    return slice;
}

void write_slices(Sheet& sheet, const Slice& slice, const std::string& path) {
    if (slice.pages == 1) return;
    const auto address = path + (path.find('?') == std::string::npos ? "?page=" : "&page=");
    const auto nav =
        sheet.out.open("nav", {{"class", "pages"}, {"aria-label", sheet.in({"Pages", "Pages"})}});
    if (slice.page > 1) {
        sheet.link(address + std::to_string(slice.page - 1), sheet.in({"← Avant", "← Before"}));
    }
    sheet.out.element("span",
                      sheet.in(say("page {} sur {}", "page {} of {}", slice.page, slice.pages)));
    if (slice.page < slice.pages) {
        sheet.link(address + std::to_string(slice.page + 1), sheet.in({"Après →", "After →"}));
    }
}

std::string moment_word(Time time, Language language) {
    auto moment = os::local_moment(time);  // "2026-11-27 09:30"
    if (language == Language::english) return moment;
    return fmt::format("{}/{}/{} à {}", moment.substr(8, 2), moment.substr(5, 2),
                       moment.substr(0, 4), moment.substr(11));
}

std::string style_of(controls::Severity severity) {
    return std::string(controls::name_of(severity));
}

namespace {

void write_way_back(Sheet& sheet) {
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.link_button("/", {"Retour à l'accueil", "Back to the start"});
}

}  // namespace

Answer refused(Visit& visit, std::uint16_t status, const Sentence& why) {
    Sheet sheet(visit, {"Page fermée", "Closed page"}, "");
    sheet.title();
    sheet.lead(why);
    write_way_back(sheet);
    return std::move(sheet).finish(status);
}

Answer failed(Visit& visit, const Error& error) {
    Sheet sheet(visit, {"Primum n'y est pas arrivé", "Primum could not do it"}, "");
    sheet.title();
    sheet.lead({"Rien n'a été changé. Voici ce qui l'en a empêché :",
                "Nothing was changed. Here is what stood in its way:"});
    sheet.notice("bad", error.message);
    write_way_back(sheet);
    return std::move(sheet).finish(error.kind == ErrorKind::usage ? 409 : 500);
}

Answer kept_but(Visit& visit, const Error& error) {
    Sheet sheet(visit, {"C'est enregistré, mais…", "It is kept, but…"}, "");
    sheet.title();
    sheet.lead(
        {"Ne recommencez pas : ce que vous avez demandé est fait. Voici ce qui n'a pas pu "
         "suivre :",
         "Do not do it again: what you asked for is done. Here is what could not follow:"});
    sheet.notice("bad", error.message);
    write_way_back(sheet);
    return std::move(sheet).finish(500);
}

}  // namespace primum::web
