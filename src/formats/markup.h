// MarkupReader: walks over the tags and texts of HTML or XML, in their order, and believes nothing.
//
// No tree, no entities beyond the five of XML, no documents drawn in from elsewhere: enough to read
// a link or a property in what a stranger's server sends. Copies nothing: pieces are views into the
// text, which must outlive them.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace primum::formats {

struct MarkupPiece {
    enum class Kind { opening, closing, text };
    Kind kind = Kind::text;
    std::string_view text;        // A tag's name as written ("D:href"), or the text.
    std::string_view local_name;  // The tag's name without its prefix, which writers choose.
    std::string_view attributes;  // Of an opening tag. A tag that closes itself is opening.

    bool closes_itself() const { return attributes.ends_with('/'); }
};

// As text.find(). Values and the texts of cells are short: calling for a search costs more.
inline std::size_t find_near(std::string_view text, char wanted, std::size_t from) {
    constexpr std::size_t near_bytes = 16;
    for (const auto end = std::min(text.size(), from + near_bytes); from < end; ++from) {
        if (text[from] == wanted) return from;
    }
    return text.find(wanted, from);
}

class MarkupReader {
public:
    explicit MarkupReader(std::string_view text) : rest_(text) {}
    const MarkupPiece* next();  // Good until the next call; null at the end.

    // What next() has not come to.
    std::string_view rest() const { return rest_; }
    // Goes past `markup` where it comes next, letter for letter; else stays where it is.
    bool skip(std::string_view markup) {
        const bool is_next = rest_.starts_with(markup);
        if (is_next) rest_.remove_prefix(markup.size());
        return is_next;
    }
    // The text between two tags that come next and are written so, and goes past both; else stays
    // where it is. Quicker than piece by piece, for what most writers write.
    std::optional<std::string_view> text_between(std::string_view before, std::string_view after) {
        if (!rest_.starts_with(before)) return std::nullopt;
        const auto text =
            rest_.substr(before.size(), find_near(rest_, '<', before.size()) - before.size());
        const auto tail = rest_.substr(before.size() + text.size());
        if (!tail.starts_with(after)) return std::nullopt;
        rest_ = tail.substr(after.size());
        return text;
    }

private:
    void read_tag();

    std::string_view rest_;
    MarkupPiece piece_;
};

// Walks over the attributes of a tag.
class AttributeReader {
public:
    explicit AttributeReader(std::string_view attributes) : rest_(attributes) {}
    bool next();
    std::string_view name() const { return name_; }
    std::string_view value() const { return value_; }  // Quoted or not; empty when it has none.

private:
    std::string_view rest_, name_, value_;
};

// The value of an attribute, quoted or not; empty when it is not there. Names compare without case.
std::string_view attribute_of(const MarkupPiece& piece, std::string_view name);

// With "&amp;" and its four companions spelled out.
std::string unescaped(std::string_view text);

// The text as it stands between tags or quotes of XML.
std::string escaped(std::string_view text);

}  // namespace primum::formats
