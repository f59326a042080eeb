#include "formats/health/tree_walk.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "formats/markup.h"

namespace primum::formats {
namespace {

// --- JSON ----------------------------------------------------------------------------------------

class JsonWalk {
public:
    JsonWalk(std::string_view text, const TreeListener& listener)
        : text_(text), listener_(listener) {}

    void walk() {
        while (at_ < text_.size()) step();
        while (!names_.empty()) close();
    }

private:
    void step() {
        switch (text_[at_]) {
            case '{':
            case '[':
                return open(text_[at_++] == '{');
            case '}':
            case ']':
                ++at_;
                return close();
            case '"':
                return read_string();
            case ',':
            case ':':
            case ' ':
            case '\n':
            case '\r':
            case '\t':
                ++at_;
                return;
            default:
                return read_bare();
        }
    }

    std::string_view array_name() const { return names_.empty() ? "" : names_.back(); }

    std::string_view take_name() {
        const auto name = name_.empty() ? array_name() : name_;
        name_ = {};
        return name;
    }

    void open(bool is_object) {
        const auto name = take_name();
        if (names_.size() >= tree_depth_max) return;
        names_.push_back(name);
        objects_.push_back(is_object);
        if (is_object) listener_({.kind = TreePiece::Kind::begin, .name = name});
    }

    void close() {
        if (names_.empty()) return;
        const auto name = names_.back();
        const bool is_object = objects_.back();
        names_.pop_back();
        objects_.pop_back();
        name_ = {};
        if (is_object) listener_({.kind = TreePiece::Kind::end, .name = name});
    }

    void read_string() {
        const auto begin = ++at_;
        while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2U : 1U;
        const auto end = std::min(at_, text_.size());
        at_ = end + 1;
        const auto string = text_.substr(begin, end - begin);
        const auto next = text_.find_first_not_of(" \n\r\t", std::min(at_, text_.size()));
        const bool is_name = next != std::string_view::npos && text_[next] == ':';
        if (is_name) {
            name_ = string;
            at_ = next + 1;
        } else {
            value(string);
        }
    }

    void read_bare() {
        const auto end = std::min(text_.find_first_of(",:{}[]\" \n\r\t", at_), text_.size());
        value(text_.substr(at_, end - at_));
        at_ = std::max(end, at_ + 1);
    }

    void value(std::string_view text) {
        listener_({.kind = TreePiece::Kind::value, .name = take_name(), .text = text});
    }

    std::string_view text_;
    const TreeListener& listener_;
    std::size_t at_ = 0;
    std::string_view name_;                // Of the member whose value comes next.
    std::vector<std::string_view> names_;  // Of what is open.
    std::vector<bool> objects_;
};

// --- XML -----------------------------------------------------------------------------------------

std::string_view without_prefix(std::string_view name) {
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class XmlWalk {
public:
    XmlWalk(std::string_view text, const TreeListener& listener)
        : reader_(text), listener_(listener) {}

    void walk() {
        while (const auto* piece = reader_.next()) take(*piece);
        while (!names_.empty()) close();
    }

private:
    void take(const MarkupPiece& piece) {
        switch (piece.kind) {
            case MarkupPiece::Kind::opening:
                return open(piece);
            case MarkupPiece::Kind::closing:
                return close_named(without_prefix(piece.text));
            case MarkupPiece::Kind::text:
                return value(names_.empty() ? "" : names_.back(), piece.text);
        }
    }

    void open(const MarkupPiece& piece) {
        if (piece.text.starts_with('?') || piece.text.starts_with('!')) return;
        const auto name = without_prefix(piece.text);
        listener_({.kind = TreePiece::Kind::begin, .name = name, .attributes = piece.attributes});
        value(name, attribute_of(piece, "value"));
        const bool is_closed = trim(piece.attributes).ends_with('/') || piece.text.ends_with('/');
        if (is_closed || names_.size() >= tree_depth_max) {
            listener_({.kind = TreePiece::Kind::end, .name = name});
        } else {
            names_.push_back(name);
        }
    }

    // Closes what stands open inside too: HTML leaves some out.
    void close_named(std::string_view name) {
        if (std::ranges::find(names_, name) == names_.end()) return;
        while (names_.back() != name) close();
        close();
    }

    void close() {
        listener_({.kind = TreePiece::Kind::end, .name = names_.back()});
        names_.pop_back();
    }

    void value(std::string_view name, std::string_view text) {
        const auto trimmed = trim(text);
        if (trimmed.empty()) return;
        listener_({.kind = TreePiece::Kind::value, .name = name, .text = trimmed});
    }

    MarkupReader reader_;
    const TreeListener& listener_;
    std::vector<std::string_view> names_;  // Of what is open.
};

}  // namespace

void walk_json(std::string_view text, const TreeListener& listener) {
    JsonWalk(text, listener).walk();
}

void walk_xml(std::string_view text, const TreeListener& listener) {
    XmlWalk(text, listener).walk();
}

bool walk_tree(std::string_view text, const TreeListener& listener) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    const auto first = text.find_first_not_of(" \n\r\t");
    if (first == std::string_view::npos) return false;
    if (text[first] == '<') {
        walk_xml(text, listener);
        return true;
    }
    if (text[first] != '{' && text[first] != '[') return false;
    walk_json(text, listener);
    return true;
}

}  // namespace primum::formats
