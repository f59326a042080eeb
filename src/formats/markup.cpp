#include "formats/markup.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::string_view white_space = " \t\r\n";

bool is_space(char character) {
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

// Of a name in a tag, which `sign` may end too. Not by find_first_of(), which searches its list
// anew for every letter.
std::size_t end_of_name(std::string_view tag, char sign) {
    std::size_t end = 0;
    while (end < tag.size() && !is_space(tag[end]) && tag[end] != '/' && tag[end] != sign) ++end;
    return end;
}

// The length of a comment, declaration or instruction at the start of `text`; 0 when it is none.
std::size_t skipped_length(std::string_view text) {
    const auto to_end_of = [&](std::string_view mark) {
        const auto end = text.find(mark);
        return end == std::string_view::npos ? text.size() : end + mark.size();
    };
    if (text.starts_with("<!--")) return to_end_of("-->");
    if (text.starts_with("<!") || text.starts_with("<?")) return to_end_of(">");
    return 0;
}

// The end of a tag: a ">" outside quotes.
std::size_t tag_end(std::string_view text) {
    char quote = '\0';
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (quote != '\0') {
            if (text[i] == quote) quote = '\0';
        } else if (text[i] == '"' || text[i] == '\'') {
            quote = text[i];
        } else if (text[i] == '>') {
            return i;
        }
    }
    return text.size();
}

}  // namespace

const MarkupPiece* MarkupReader::next() {
    while (const auto length = skipped_length(rest_)) rest_.remove_prefix(length);
    if (rest_.empty()) return nullptr;
    if (rest_[0] != '<') {
        const auto text = rest_.substr(0, rest_.find('<'));
        rest_.remove_prefix(text.size());
        piece_ = {.kind = MarkupPiece::Kind::text, .text = text};
        return &piece_;
    }
    const auto end = tag_end(rest_);
    auto inside = rest_.substr(1, end - 1);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    piece_ = {.kind = MarkupPiece::Kind::opening};
    if (inside.starts_with('/')) {
        piece_.kind = MarkupPiece::Kind::closing;
        inside.remove_prefix(1);
    }
    const auto name_end = end_of_name(inside, '/');
    piece_.text = inside.substr(0, name_end);
    piece_.attributes = inside.substr(name_end);
    return &piece_;
}

std::string_view attribute_of(const MarkupPiece& piece, std::string_view name) {
    auto rest = piece.attributes;
    while (!rest.empty()) {
        const auto begin = rest.find_first_not_of(" \t\r\n/");
        if (begin == std::string_view::npos) return {};
        rest.remove_prefix(begin);
        const auto name_end = end_of_name(rest, '=');
        const auto found = rest.substr(0, name_end);
        rest.remove_prefix(std::max<std::size_t>(name_end, found.empty() ? 1 : 0));
        while (!rest.empty() && is_space(rest[0])) rest.remove_prefix(1);
        std::string_view value;
        if (rest.starts_with('=')) {
            rest.remove_prefix(1);
            while (!rest.empty() && is_space(rest[0])) rest.remove_prefix(1);
            const bool is_quoted = rest.starts_with('"') || rest.starts_with('\'');
            const auto end = is_quoted ? rest.find(rest[0], 1) : rest.find_first_of(white_space);
            value =
                rest.substr(is_quoted ? 1 : 0, std::min(end, rest.size()) - (is_quoted ? 1 : 0));
            rest.remove_prefix(end == std::string_view::npos ? rest.size()
                                                             : end + (is_quoted ? 1 : 0));
        }
        if (equal_ignoring_case(found, name)) return value;
    }
    return {};
}

std::string unescaped(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, char>, 5> entities{
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
    std::string plain;
    while (!text.empty()) {
        const auto* entity = std::ranges::find_if(
            entities, [&](const auto& known) { return text.starts_with(known.first); });
        const bool is_entity = entity != entities.end();
        plain.push_back(is_entity ? entity->second : text[0]);
        text.remove_prefix(is_entity ? entity->first.size() : 1);
    }
    return plain;
}

std::string escaped(std::string_view text) {
    std::string made;
    for (const char c : text) {
        switch (c) {
            case '&':
                made += "&amp;";
                break;
            case '<':
                made += "&lt;";
                break;
            case '>':
                made += "&gt;";
                break;
            case '"':
                made += "&quot;";
                break;
            case '\'':
                made += "&apos;";
                break;
            default:
                made += c;
        }
    }
    return made;
}

}  // namespace primum::formats
