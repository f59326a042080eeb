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
constexpr auto ends_name = signs_of(" \t\r\n/>");
constexpr auto ends_attribute_name = signs_of(" \t\r\n/=");

std::size_t run_length(std::string_view text, const Signs& signs) {
    std::size_t length = 0;
    while (length < text.size() && !signs[static_cast<unsigned char>(text[length])]) ++length;
    return length;
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

// The end of a tag, or of all there is: a ">" outside quotes.
const char* tag_end(const char* at, const char* end) {
    while (true) {
        while (at < end && !ends_tag_or_begins_quote[static_cast<unsigned char>(*at)]) ++at;
        if (at == end || *at == '>') return at;
        at = std::find(at + 1, end, *at);
        if (at == end) return end;
        ++at;
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

// By pointers: a sheet has eight tags a cell, and this is most of what reading one costs.
void MarkupReader::read_tag() {
    const auto* const end = rest_.data() + rest_.size();
    const auto* at = rest_.data() + 1;
    const bool closing = at < end && *at == '/';
    if (closing) ++at;
    const auto* const name = at;
    const auto* local_name = at;
    for (; at < end && !ends_name[static_cast<unsigned char>(*at)]; ++at) {
        if (*at == ':') local_name = at + 1;
    }
    const auto* const name_end = at;
    if (at < end && *at != '>') at = tag_end(at, end);
    piece_.kind = closing ? MarkupPiece::Kind::closing : MarkupPiece::Kind::opening;
    piece_.text = {name, name_end};
    piece_.local_name = {local_name, name_end};
    piece_.attributes = {name_end, at};
    if (at < end) ++at;
    rest_ = {at, end};
}

bool AttributeReader::next() {
    while (!rest_.empty() && (is_space(rest_[0]) || rest_[0] == '/')) rest_.remove_prefix(1);
    if (rest_.empty()) return false;
    const auto name_end = run_length(rest_, ends_attribute_name);
    name_ = rest_.substr(0, name_end);
    value_ = {};
    rest_.remove_prefix(name_end);
    while (!rest_.empty() && is_space(rest_[0])) rest_.remove_prefix(1);
    if (!rest_.starts_with('=')) return true;
    rest_.remove_prefix(1);
    while (!rest_.empty() && is_space(rest_[0])) rest_.remove_prefix(1);
    const bool is_quoted = rest_.starts_with('"') || rest_.starts_with('\'');
    if (is_quoted) {
        const auto end = find_near(rest_, rest_[0], 1);
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
