#include "report/markup.h"

#include "base/text.h"

namespace primum::report {
namespace {

constexpr std::string_view replacement = "\uFFFD";

std::string_view entity_of(char character) {
    switch (character) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

bool is_plain(char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte >= 0x20 && byte < 0x7F && entity_of(character).empty();
}

// Marks and overrides of direction (Unicode, annex 9) show a name otherwise than it is written.
bool turns_around(std::string_view character) {
    return character == "\u061C" || (character >= "\u200E" && character <= "\u200F") ||
           (character >= "\u202A" && character <= "\u202E") ||
           (character >= "\u2066" && character <= "\u2069");
}

bool is_c1_control(std::string_view character) {
    return character >= "\u0080" && character <= "\u009F";
}

// One character that is not plain, escaped; and how many bytes of `text` it took.
std::pair<std::string_view, std::size_t> escape_first(std::string_view text) {
    if (const auto entity = entity_of(text[0]); !entity.empty()) return {entity, 1};
    if (text[0] == '\n' || text[0] == '\t') return {text.substr(0, 1), 1};
    const auto length = utf8_length(text);
    const auto character = text.substr(0, length);
    if (length < 2 || turns_around(character) || is_c1_control(character)) {
        return {replacement, length == 0 ? 1 : length};
    }
    return {character, length};
}

void append_escaped(std::string& into, std::string_view text) {
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain < text.size() && is_plain(text[plain])) ++plain;
        into += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) return;
        const auto [safe, length] = escape_first(text);
        into += safe;
        text.remove_prefix(length);
    }
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string safe;
    append_escaped(safe, text);
    return safe;
}

Markup::Element Markup::open(Literal name, Attributes attributes) {
    return open(name, std::span(attributes.begin(), attributes.size()));
}

Markup::Element Markup::open(Literal name, std::span<const Attribute> attributes) {
    start(name, attributes);
    text_ += '>';
    return {*this, name};
}

void Markup::element(Literal name, Attributes attributes, std::string_view text) {
    element(name, std::span(attributes.begin(), attributes.size()), text);
}

void Markup::element(Literal name, std::span<const Attribute> attributes, std::string_view text) {
    start(name, attributes);
    text_ += '>';
    append_escaped(text_, text);
    close(name);
}

void Markup::empty(Literal name, Attributes attributes) {
    empty(name, std::span(attributes.begin(), attributes.size()));
}

void Markup::empty(Literal name, std::span<const Attribute> attributes) {
    start(name, attributes);
    text_ += "/>";
}

void Markup::cell(std::string_view text) {
    text_ += "<td>";
    append_escaped(text_, text);
}

void Markup::text(std::string_view text) { append_escaped(text_, text); }

void Markup::link(std::string_view target, std::string_view text) {
    const bool leads_somewhere = target.starts_with('#') || target.starts_with("https://");
    if (!leads_somewhere) return this->text(text);
    element("a", {{"href", std::string(target)}}, text);
}

void Markup::start(Literal name, std::span<const Attribute> attributes) {
    text_ += '<';
    text_ += name.text();
    for (const auto& [attribute, value] : attributes) {
        text_ += ' ';
        text_ += attribute.text();
        text_ += "=\"";
        append_escaped(text_, value);
        text_ += '"';
    }
}

void Markup::close(Literal name) {
    text_ += "</";
    text_ += name.text();
    text_ += '>';
}

}  // namespace primum::report
