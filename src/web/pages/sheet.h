// Sheet: one page while it is written: what stands around every page, and pieces that many have.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "controls/control.h"
#include "report/markup.h"
#include "web/visit.h"

namespace primum::web {

using report::Literal;
using report::Markup;

class Sheet;

// A form of ours: it begins with its token, and closes with its scope.
class OpenForm {
public:
    OpenForm(Sheet& sheet, const std::string& action, const std::string& style);

private:
    Markup::Element element_;
};

class Sheet {
public:
    // `place` is the path of the entry of the contents that the page belongs to.
    Sheet(const Visit& visit, const Sentence& title, std::string place);

    // A sentence of ours, set as a printer would. Never for what somebody else said.
    std::string in(const Sentence& sentence) const;
    Language language() const { return visit_.language; }
    const Visit& visit() const { return visit_; }

    void title();  // <h1>, as in the constructor.
    void heading(Literal level, const Sentence& sentence);
    void paragraph(const Sentence& sentence);
    void paragraph(Literal style, const Sentence& sentence);
    void lead(const Sentence& sentence) { paragraph("lead", sentence); }
    void notice(const std::string& style, const Sentence& sentence);  // "good", "bad" or "".
    void crumb(const std::string& path, const Sentence& to);
    void link(const std::string& path, std::string_view text);
    void link_button(const std::string& path, const Sentence& text);
    void tag(controls::Severity severity);
    void tag(const std::string& style, const Sentence& text);
    void fact(const Sentence& name, std::string_view value);  // Inside a <dl class="facts">.

    [[nodiscard]] OpenForm form(const std::string& action, const std::string& style = "form") {
        return {*this, action, style};
    }
    void hidden(Literal name, const std::string& value);
    void button(const Sentence& text, Literal style = "");

    // What was just done, by a word in the address: "?done=accepted".
    void what_was_done();

    Answer finish(std::uint16_t status = 200) &&;

    Markup out;

private:
    void write_head(Markup& page) const;
    void write_top(Markup& page) const;
    void write_contents(Markup& page) const;

    const Visit& visit_;
    const Sentence title_;
    const std::string place_;
};

// Links to the pages of a list that is shown `size` at a time.
struct Slice {
    static constexpr std::size_t size = 50;
    std::size_t page = 1;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t pages = 1;
};
Slice slice_of(const Visit& visit, std::size_t count);
// `path` has its query, if any, and no "page".
void write_slices(Sheet& sheet, const Slice& slice, const std::string& path);

// "27/11/2026 à 09:30": as the clock on the wall shows it, where reports say UTC.
std::string moment_word(Time time, Language language);

// The class that gives a severity its colour.
std::string style_of(controls::Severity severity);

}  // namespace primum::web
