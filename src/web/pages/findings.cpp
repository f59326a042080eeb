// All findings: what is open, what was accepted, what could not be seen, what is fine.
#include "web/pages/findings.h"

#include <algorithm>

#include "report/details.h"
#include "report/machines.h"
#include "report/words.h"
#include "web/pages/pages.h"

namespace primum::web {
namespace {

using controls::Status;

constexpr std::size_t subjects_in_brief_max = 3;

void write_open(Sheet& sheet, const Known& known) {
    const auto open = open_failures(known);
    const auto section = sheet.out.open("section");
    sheet.heading("h2", say("À refermer ({})", "To close ({})", open.size()));
    if (open.empty()) {
        sheet.paragraph(
            {"Rien, parmi ce que Primum a pu voir.", "Nothing, in what Primum could see."});
        return;
    }
    const auto list = sheet.out.open("ul", {{"class", "list"}});
    for (const auto* failure : open) write_failure_item(sheet, known, *failure);
}

void write_accepted(Sheet& sheet, const Known& known) {
    std::vector<const report::Failure*> accepted;
    for (const auto& failure : known.failures) {
        if (!failure.accepted.empty()) accepted.push_back(&failure);
    }
    if (accepted.empty()) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Accepté pour un temps", "Accepted for a time"});
    const auto list = sheet.out.open("ul", {{"class", "list"}});
    for (const auto* failure : accepted) {
        const auto item = sheet.out.open("li");
        {
            const auto heading = sheet.out.open("h3");
            sheet.link(finding_path(failure->finding->control->id),
                       sheet.in(failure->finding->control->title));
        }
        const auto& first = *failure->accepted.front().acceptance;
        sheet.out.element("p", {{"class", "soft small"}},
                          sheet.in(say("Jusqu'au {}, par {} : {}", "Until {}, by {}: {}",
                                       first.until, first.by, first.reason)));
    }
}

void write_not_observed(Sheet& sheet, const Known& known) {
    std::vector<const controls::Finding*> unseen;
    for (const auto& finding : known.report.findings) {
        if (finding.status == Status::not_observed) unseen.push_back(&finding);
    }
    if (unseen.empty()) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", say("Pas observé ({})", "Not observed ({})", unseen.size()));
    sheet.paragraph("lead", {"Ce que Primum n'a pas pu voir n'est pas pour autant en ordre.",
                             "What Primum could not see is not in order for all that."});
    const auto folded = sheet.out.open("details");
    sheet.out.element("summary", sheet.in({"La liste, et pourquoi", "The list, and why"}));
    const auto list = sheet.out.open("ul", {{"class", "plain"}});
    for (const auto* finding : unseen) {
        const auto item = sheet.out.open("li");
        sheet.link(finding_path(finding->control->id), sheet.in(finding->control->title));
        sheet.out.element("p", {{"class", "small soft"}},
                          report::joined(finding->reasons, sheet.language()));
    }
}

void write_fine(Sheet& sheet, const Known& known) {
    std::vector<const controls::Finding*> fine;
    for (const auto& finding : known.report.findings) {
        if (finding.status == Status::pass) fine.push_back(&finding);
    }
    if (fine.empty()) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", say("En ordre ({})", "In order ({})", fine.size()));
    const auto folded = sheet.out.open("details");
    sheet.out.element("summary", sheet.in({"La liste", "The list"}));
    const auto list = sheet.out.open("ul", {{"class", "plain"}});
    for (const auto* finding : fine) {
        const auto item = sheet.out.open("li");
        sheet.link(finding_path(finding->control->id), sheet.in(finding->control->title));
    }
}

}  // namespace

const controls::Finding* find_finding(const Known& known, std::string_view control) {
    const auto found = std::ranges::find_if(
        known.report.findings, [&](const auto& finding) { return finding.control->id == control; });
    return found == known.report.findings.end() ? nullptr : &*found;
}

std::vector<const report::Failure*> open_failures(const Known& known) {
    std::vector<const report::Failure*> open;
    for (const auto& failure : known.failures) {
        if (!failure.open.empty()) open.push_back(&failure);
    }
    return open;
}

std::string finding_path(const std::string& control) {
    return "/finding?id=" + percent_encoded(control);
}

void write_subject(Sheet& sheet, const Known& known, const std::string& subject) {
    if (const auto* answer = report::answer_of(known.report, subject)) {
        sheet.out.element("bdi", sheet.in(report::in_words(*answer)));
        return;
    }
    sheet.out.element("bdi", {{"class", "s"}}, subject);
    const auto device = report::name_of_device(known.report, subject);
    if (device.empty()) return;
    sheet.out.text(" (");
    sheet.out.element("bdi", device);
    sheet.out.text(")");
}

void write_failure_item(Sheet& sheet, const Known& known, const report::Failure& failure) {
    auto& out = sheet.out;
    const auto& control = *failure.finding->control;
    const auto item = out.open("li", {{"class", style_of(failure.severity)}});
    {
        const auto row = out.open("div", {{"class", "row"}});
        {
            const auto heading = out.open("h3");
            sheet.link(finding_path(control.id), sheet.in(control.title));
        }
        sheet.tag(failure.severity);
    }
    {
        const auto line = out.open("p", {{"class", "small soft"}});
        const auto shown = std::min(failure.open.size(), subjects_in_brief_max);
        for (std::size_t i = 0; i < shown; ++i) {
            if (i > 0) out.text(" · ");
            write_subject(sheet, known, failure.open[i]->name);
        }
        if (failure.open.size() > shown) {
            out.text(
                sheet.in(say(" · et {} de plus", " · and {} more", failure.open.size() - shown)));
        }
    }
    if (!control.fix.empty()) out.element("p", {{"class", "do"}}, sheet.in(control.fix.front()));
    const auto assigned = known.assignments.find(control.id);
    if (assigned == known.assignments.end()) return;
    out.element("p", {{"class", "small soft"}},
                sheet.in(say("{} s'en occupe.", "{} takes care of it.", assigned->second.to)));
}

Answer findings_page(Visit& visit) {
    const auto known = visit.house.practice.known();
    if (!known) return failed(visit, known.error());
    Sheet sheet(visit, {"À refermer", "To close"}, "/findings");
    sheet.title();
    sheet.what_was_done();
    if (!(*known)->ever_looked) {
        sheet.lead({"Primum n'a encore rien regardé.", "Primum has not looked at anything yet."});
        const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
        sheet.link_button("/audit", {"Regarder maintenant", "Look now"});
    } else {
        write_open(sheet, **known);
        write_accepted(sheet, **known);
        write_not_observed(sheet, **known);
        write_fine(sheet, **known);
    }
    return std::move(sheet).finish();
}

}  // namespace primum::web
