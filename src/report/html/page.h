// Page: one HTML report while it is written. Its sections are free functions, in the order in which
// they stand on the page. For this room only.
#pragma once

#include <string>
#include <vector>

#include "report/acceptance.h"
#include "report/markup.h"
#include "report/report.h"

namespace primum::report {

struct Page {
    Page(const Report& report_, Language language_, Medium medium_);

    bool on_paper() const { return medium == Medium::paper; }

    // A sentence of ours, set as a printer would. Never for what a device said of itself.
    std::string in(const Sentence& sentence) const;
    void paragraph(const Sentence& sentence);
    void paragraph(const std::string& style, const Sentence& sentence);
    void heading(Literal level, const std::string& id, const Sentence& sentence);

    // What a device said of itself, with its name where it has one, apart from the text around it.
    void subject(const std::string& name);

    std::string patients(std::int64_t count) const;
    std::string records(std::int64_t count) const;
    void severity(controls::Severity severity);  // "Critique", as a label.

    const Report& report;
    const Language language;
    const Medium medium;
    const std::vector<Failure> failures;
    Markup out;
};

// The class that gives a severity its colour: "critical", …
std::string style_of(controls::Severity severity);

void write_style(Page& page);
// For the doctor.
void write_exposed(Page& page);
void write_this_week(Page& page);
void write_network(Page& page);  // The drawing.
void write_history(Page& page);  // The curve, and what changed.
void write_themes(Page& page);
void write_accepted(Page& page);
void write_not_observed(Page& page);
void write_fine(Page& page);
// The annexes.
void write_for_technician(Page& page);
void write_for_officer(Page& page);  // The data protection officer.

}  // namespace primum::report
