// Layout: lines of text folded to a width, with or without colour. For this room only.
#pragma once

#include <string>
#include <string_view>

#include "report/report.h"

namespace primum::report {

enum class Tone { plain, bold, faint, red, yellow, cyan, green };

class Layout {
public:
    static constexpr std::size_t width = 92;
    static constexpr std::size_t paragraph_bytes_max = 16UL * 1024;  // The rest is left out.

    explicit Layout(Style style) : style_(style) {}

    // One paragraph: its first line after `first`, the others after as many blanks. Words longer
    // than the width stand on a line of their own.
    void paragraph(std::string_view first, std::string_view text, Tone tone = Tone::plain);
    void heading(std::string_view text, Tone tone = Tone::bold);
    void blank() { text_ += '\n'; }

    std::string take() && { return std::move(text_); }

private:
    void line(std::string_view text, Tone tone);

    const Style style_;
    std::string text_;
};

// Columns that UTF-8 text takes on a terminal, for the letters of French and English.
std::size_t columns_of(std::string_view text);

}  // namespace primum::report
