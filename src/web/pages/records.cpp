// Lists of records, one page a kind; and what runs out next of all of them.
#include <algorithm>

#include "report/words.h"
#include "web/pages/obligations.h"
#include "web/pages/pages.h"
#include "web/shelf.h"

namespace primum::web {
namespace {

struct Listed {
    const Record* record = nullptr;
    std::optional<Standing> standing;
};

// What runs out first, then the newest first.
std::vector<Listed> listed(const compliance::Ledger& ledger, RecordKind kind, Time at) {
    std::vector<Listed> all;
    for (const auto& record : ledger.records(kind)) {
        all.push_back({&record, standing_of(record, at)});
    }
    const auto rank = [](const Listed& each) {
        const bool runs = each.standing && each.standing->due;
        return std::pair(runs ? each.standing->due->time_since_epoch() : Time::duration::max(),
                         -static_cast<std::int64_t>(each.record->number));
    };
    std::ranges::stable_sort(all, {}, rank);
    return all;
}

void write_item(Sheet& sheet, const Listed& each) {
    const auto item =
        sheet.out.open("li", {{"class", each.standing ? each.standing->style : std::string()}});
    const auto row = sheet.out.open("div", {{"class", "row"}});
    {
        const auto words = sheet.out.open("div");
        {
            const auto heading = sheet.out.open("h3");
            sheet.link(record_path(*each.record), name_of(*each.record, sheet.language()));
        }
        sheet.out.element("p", {{"class", "small soft"}},
                          sheet.in(say("Modifié le {} par {}", "Changed on {} by {}",
                                       report::day_word(each.record->changed_at, sheet.language()),
                                       each.record->changed_by)));
    }
    if (each.standing) sheet.tag(each.standing->style, each.standing->words);
}

void write_list(Sheet& sheet, const compliance::Ledger& ledger, const KindPage& page) {
    const auto all = listed(ledger, page.kind, now());
    const auto section = sheet.out.open("section");
    sheet.heading("h2", say("Ce qui est noté ({})", "What is written down ({})", all.size()));
    if (all.empty()) {
        sheet.paragraph("soft", {"Rien pour l'instant.", "Nothing so far."});
        return;
    }
    const auto slice = slice_of(sheet.visit(), all.size());
    {
        const auto list = sheet.out.open("ul", {{"class", "list"}});
        for (auto i = slice.begin; i < slice.end; ++i) write_item(sheet, all[i]);
    }
    write_slices(sheet, slice, std::string(page.path));
}

void write_adding(Sheet& sheet, const KindPage& page) {
    if (!may_write(sheet.visit(), page.kind)) return;
    const auto buttons = sheet.out.open("p", {{"class", "buttons hero-gap"}});
    sheet.out.element("a",
                      {{"href", "/record/new?kind=" + std::string(compliance::name_of(page.kind))},
                       {"class", "button"}},
                      sheet.in(page.add));
}

// A title may end with a blank for the practice's name, which a list leaves out.
std::string without_blank(std::string title) {
    title.resize(std::min(title.find('{'), title.size()));
    while (title.ends_with(' ') || title.ends_with(':')) title.pop_back();
    return title;
}

// Papers are made from templates about the practice; each in the forms that it is wanted in.
void write_papers(Sheet& sheet) {
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Prêts à imprimer", "Ready to print"});
    const auto list = sheet.out.open("ul", {{"class", "list"}});
    for (const auto& made : sheet.visit().house.shelf().templates.all) {
        if (made.about != RecordKind::practice) continue;
        const auto item = sheet.out.open("li");
        sheet.heading("h3", {without_blank(made.title.french), without_blank(made.title.english)});
        write_document_links(sheet, "/paper?id=" + percent_encoded(made.id));
    }
}

void write_register(Sheet& sheet, const compliance::Ledger& ledger) {
    const auto section = sheet.out.open("section");
    if (!ledger.records(RecordKind::activity).empty()) {
        sheet.heading("h2", {"Imprimer le registre", "Print the register"});
        write_document_links(sheet, "/register/print");
        return;
    }
    sheet.heading("h2", {"Commencer sans page blanche", "Begin without a blank page"});
    sheet.paragraph(
        {"Primum connaît les activités habituelles d'un cabinet, et en a vu certaines. "
         "Il les prépare en brouillon ; vous les relisez.",
         "Primum knows a practice's usual activities, and has seen some of them. It "
         "drafts them; you read them over."});
    if (!sheet.visit().may_answer()) return;
    const auto form = sheet.form("/register/prefill");
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.button({"Préparer le registre", "Prepare the register"});
}

const KindPage* page_at(std::string_view path) {
    const auto found = std::ranges::find(kind_pages(), path, &KindPage::path);
    return found == kind_pages().end() ? nullptr : &*found;
}

}  // namespace

void write_document_links(Sheet& sheet, const std::string& path) {
    const auto line = sheet.out.open("p", {{"class", "buttons"}});
    const auto join = path.find('?') == std::string::npos ? "?form=" : "&form=";
    for (const char* form : {"odt", "pdf", "txt"}) {
        std::string name(form);
        std::ranges::transform(name, name.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        });
        sheet.out.element("a", {{"href", path + join + form}, {"class", "button quiet"}}, name);
    }
}

Answer records_page(Visit& visit) {
    const auto* page = page_at(visit.request.path);
    CHECK(page != nullptr);  // As the routes say.
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    Sheet sheet(visit, page->title, std::string(page->path));
    sheet.title();
    sheet.lead(page->lead);
    sheet.what_was_done();
    write_adding(sheet, *page);
    if (page->kind == RecordKind::paper) write_papers(sheet);
    if (page->kind == RecordKind::activity) write_register(sheet, **ledger);
    write_list(sheet, **ledger, *page);
    return std::move(sheet).finish();
}

Answer practice_page(Visit& visit) {
    auto ledger = lend_ledger(visit);
    if (!ledger) return failed(visit, ledger.error());
    if (const auto* practice = (*ledger)->practice()) return see_other(record_path(*practice));
    return see_other("/record/new?kind=practice");
}

}  // namespace primum::web
