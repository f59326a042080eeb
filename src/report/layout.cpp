#include "report/layout.h"

#include <algorithm>

#include "base/text.h"

namespace primum::report {
namespace {

std::string_view escape_of(Tone tone) {
    switch (tone) {
        case Tone::plain:
            return "";
        case Tone::bold:
            return "\x1b[1m";
        case Tone::faint:
            return "\x1b[2m";
        case Tone::red:
            return "\x1b[1;31m";
        case Tone::yellow:
            return "\x1b[33m";
        case Tone::cyan:
            return "\x1b[36m";
        case Tone::green:
            return "\x1b[32m";
    }
    return "";
}

}  // namespace

std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

void Layout::line(std::string_view text, Tone tone) {
    const bool colored = style_ == Style::colored && tone != Tone::plain;
    if (colored) text_ += escape_of(tone);
    text_ += text;
    if (colored) text_ += "\x1b[0m";
    text_ += '\n';
}

void Layout::heading(std::string_view text, Tone tone) {
    blank();
    line(text, tone);
}

void Layout::paragraph(std::string_view first, std::string_view text, Tone tone) {
    // A terminal must not obey what a device calls itself.
    const auto clean = printable(text, paragraph_bytes_max);
    std::string current(first);
    const std::string indent(columns_of(first), ' ');
    bool has_word = false;
    for (const auto word : split(clean, ' ')) {
        if (has_word && columns_of(current) + 1 + columns_of(word) > width) {
            line(current, tone);
            current = indent;
            has_word = false;
        }
        if (has_word) current += ' ';
        current += word;
        has_word = true;
    }
    line(current, tone);
}

}  // namespace primum::report
