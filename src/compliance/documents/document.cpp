#include "compliance/documents/document.h"

#include <optional>

#include "base/text.h"
#include "base/typography.h"

namespace primum::compliance {
namespace {

constexpr std::string_view style = R"(
@page { size: A4; margin: 20mm 20mm 18mm; @bottom-left { content: string(foot); font: 8pt Inter, "DejaVu Sans", sans-serif; color: #42535a } }
html { font: 10.5pt/1.45 Inter, "DejaVu Sans", system-ui, sans-serif; color: #1d2b30 }
body { margin: 0 auto; max-width: 172mm }
p { margin: 0 0 2.6mm; white-space: pre-line }
.sender p, .recipient p { margin: 0 }
.sender p:first-child { font-weight: 700; color: #135e5a }
.recipient { margin: 12mm 0 0 90mm }
.date { margin: 10mm 0 10mm 90mm }
h1 { font-size: 16pt; line-height: 1.2; margin: 4mm 0 6mm; letter-spacing: -.01em }
h2 { font-size: 12pt; margin: 6mm 0 2mm; color: #135e5a; break-after: avoid }
ul { margin: 0 0 3mm; padding-left: 6mm }
li { margin-bottom: 1mm; white-space: pre-line }
.ticks { list-style: "☐  " }
dl { margin: 0 0 2mm; break-inside: avoid }
dt { font-weight: 600; font-size: 9pt; color: #42535a }
dd { margin: 0; white-space: pre-line }
.room { margin-top: 22mm }
.foot { string-set: foot content(); font-size: 8pt; color: #42535a; height: 0; overflow: hidden; margin: 0 }
@media screen { body { padding: 10mm 4mm } .foot { height: auto; margin-top: 8mm } }
)";

bool is_in_list(BlockKind kind) { return kind == BlockKind::bullet || kind == BlockKind::tick; }

std::string html_of(const Block& block, Language language) {
    const auto text = escaped(typeset(block.text, language));
    switch (block.kind) {
        case BlockKind::paragraph:
            return "<p>" + text + "</p>\n";
        case BlockKind::heading:
            return "<h2>" + text + "</h2>\n";
        case BlockKind::bullet:
        case BlockKind::tick:
            return "<li>" + text + "</li>\n";
        case BlockKind::answer:
            return "<dl><dt>" + escaped(typeset(block.label, language)) + "</dt><dd>" + text +
                   "</dd></dl>\n";
        case BlockKind::space:
            return "<p class=\"room\">" + text + "</p>\n";
    }
    return {};
}

std::string body_of(const Document& document) {
    std::string html;
    std::optional<BlockKind> list;
    for (const auto& block : document.blocks) {
        if (list && list != block.kind) {
            html += "</ul>\n";
            list.reset();
        }
        if (is_in_list(block.kind) && !list) {
            html += block.kind == BlockKind::tick ? "<ul class=\"ticks\">\n" : "<ul>\n";
            list = block.kind;
        }
        html += html_of(block, document.language);
    }
    if (list) html += "</ul>\n";
    return html;
}

std::string lines_html(std::string_view name, const std::vector<std::string>& lines) {
    if (lines.empty()) return {};
    std::string html = "<div class=\"" + std::string(name) + "\">";
    for (const auto& line : lines) html += "<p>" + escaped(line) + "</p>";
    return html + "</div>\n";
}

}  // namespace

std::string typeset(std::string_view text, Language language) {
    return language == Language::french ? french_spacing(text) : std::string(text);
}

std::string escaped(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    while (!text.empty()) {
        const auto length = utf8_length(text);
        const char first = text[0];
        const auto code = static_cast<unsigned char>(first);
        if (first == '&') {
            safe += "&amp;";
        } else if (first == '<') {
            safe += "&lt;";
        } else if (first == '>') {
            safe += "&gt;";
        } else if (first == '"') {
            safe += "&quot;";
        } else if (first == '\'') {
            safe += "&#39;";
        } else if (length > 0 && (code >= 0x20 || first == '\n' || first == '\t')) {
            safe += text.substr(0, length);
        }
        text.remove_prefix(length > 0 ? length : 1);
    }
    return safe;
}

std::string as_html(const Document& document) {
    const bool french = document.language == Language::french;
    std::string html = "<!DOCTYPE html>\n<html lang=\"" + std::string(french ? "fr" : "en") +
                       "\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + escaped(document.title) +
                       "</title>\n<style>" + std::string(style) + "</style>\n</head>\n<body>\n";
    if (!document.foot.empty()) html += "<p class=\"foot\">" + escaped(document.foot) + "</p>\n";
    html += lines_html("sender", document.sender) + lines_html("recipient", document.recipient);
    if (!document.date.empty()) html += "<p class=\"date\">" + escaped(document.date) + "</p>\n";
    html += "<h1>" + escaped(typeset(document.title, document.language)) + "</h1>\n" +
            body_of(document);
    return html + "</body>\n</html>\n";
}

std::string as_text(const Document& document) {
    std::string text;
    for (const auto& line : document.sender) text += line + "\n";
    if (!document.sender.empty()) text += "\n";
    for (const auto& line : document.recipient) text += line + "\n";
    if (!document.recipient.empty()) text += "\n";
    if (!document.date.empty()) text += document.date + "\n\n";
    text += document.title + "\n\n";
    for (const auto& block : document.blocks) {
        switch (block.kind) {
            case BlockKind::paragraph:
                text += block.text + "\n\n";
                break;
            case BlockKind::heading:
                text += "\n" + block.text + "\n\n";
                break;
            case BlockKind::bullet:
                text += "  • " + block.text + "\n";
                break;
            case BlockKind::tick:
                text += "  ☐ " + block.text + "\n";
                break;
            case BlockKind::answer:
                text += block.label + "\n    " + block.text + "\n";
                break;
            case BlockKind::space:
                text += "\n\n" + block.text + "\n";
                break;
        }
    }
    if (!document.foot.empty()) text += "\n" + document.foot + "\n";
    return text;
}

}  // namespace primum::compliance
