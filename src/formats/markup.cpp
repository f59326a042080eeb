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

// What ends a run of letters, looked up by the letter: asking for each sign in turn is most of the
// work in a document full of tags.
using Signs = std::array<bool, 256>;
constexpr Signs signs_of(std::string_view list) {
    Signs signs{};
    for (const char sign : list) signs.at(static_cast<unsigned char>(sign)) = true;
    return signs;
}
constexpr auto ends_tag_or_begins_quote = signs_of(">\"'");
constexpr auto ends_name_or_prefix = signs_of(" \t\r\n/>:");
constexpr auto ends_name = signs_of(" \t\r\n/>");
constexpr auto ends_attribute_name = signs_of(" \t\r\n/=");

std::size_t run_length(std::string_view text, std::size_t from, const Signs& signs) {
    const auto* const begin = text.data();
    const auto* const end = begin + text.size();
    const auto* at = begin + from;
    while (at < end && !signs[static_cast<unsigned char>(*at)]) ++at;
    return static_cast<std::size_t>(at - begin);
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
std::size_t tag_end(std::string_view text, std::size_t from) {
    while (true) {
        from = run_length(text, from, ends_tag_or_begins_quote);
        if (from == text.size() || text[from] == '>') return from;
        const auto closing = text.find(text[from], from + 1);
        if (closing == std::string_view::npos) return text.size();
        from = closing + 1;
    }
}

}  // namespace

const MarkupPiece* MarkupReader::next() {
    while (rest_.size() > 1 && (rest_[1] == '!' || rest_[1] == '?')) {
        const auto length = skipped_length(rest_);
        if (length == 0) break;
        rest_.remove_prefix(length);
    }
    if (rest_.empty()) return nullptr;
    if (rest_[0] != '<') {
        const auto text = rest_.substr(0, rest_.find('<'));
        rest_.remove_prefix(text.size());
        piece_ = {.kind = MarkupPiece::Kind::text, .text = text};
        return &piece_;
    }
    read_tag();
    return &piece_;
}

void MarkupReader::read_tag() {
    const bool closing = rest_.size() > 1 && rest_[1] == '/';
    const std::size_t begin = closing ? 2 : 1;
    auto local_begin = begin;
    auto name_end = run_length(rest_, begin, ends_name_or_prefix);
    if (name_end < rest_.size() && rest_[name_end] == ':') {
        local_begin = name_end + 1;
        name_end = run_length(rest_, local_begin, ends_name);
    }
    const auto end = tag_end(rest_, name_end);
    piece_ = {.kind = closing ? MarkupPiece::Kind::closing : MarkupPiece::Kind::opening,
              .text = rest_.substr(begin, name_end - begin),
              .local_name = rest_.substr(local_begin, name_end - local_begin),
              .attributes = rest_.substr(name_end, end - name_end)};
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
}

bool AttributeReader::next() {
    const auto begin = rest_.find_first_not_of(" \t\r\n/");
    if (begin == std::string_view::npos) return false;
    rest_.remove_prefix(begin);
    const auto name_end = run_length(rest_, 0, ends_attribute_name);
    name_ = rest_.substr(0, name_end);
    value_ = {};
    rest_.remove_prefix(name_end);
    while (!rest_.empty() && is_space(rest_[0])) rest_.remove_prefix(1);
    if (!rest_.starts_with('=')) return true;
    rest_.remove_prefix(1);
    while (!rest_.empty() && is_space(rest_[0])) rest_.remove_prefix(1);
    const bool is_quoted = rest_.starts_with('"') || rest_.starts_with('\'');
    if (is_quoted) {
        const auto end = rest_.find(rest_[0], 1);
        value_ = rest_.substr(1, std::min(end, rest_.size()) - 1);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    } else {
        value_ = rest_.substr(0, rest_.find_first_of(white_space));
        rest_.remove_prefix(value_.size());
    }
    return true;
}

std::string_view attribute_of(const MarkupPiece& piece, std::string_view name) {
    AttributeReader attributes(piece.attributes);
    while (attributes.next()) {
        if (equal_ignoring_case(attributes.name(), name)) return attributes.value();
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
