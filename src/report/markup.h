// Markup: HTML and SVG written so that text can never become markup.
//
// Names of elements and attributes are literals of the program; everything else is escaped on its
// way in, wherever it comes from. Elements close by themselves at the end of their scope. The
// dashboard's pages (web/) are written with it too.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace primum::report {

// A text of the program itself: only a literal becomes one, so no outside text ever does.
class Literal {
public:
    template <std::size_t size>
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is written where a name is wanted.
    consteval Literal(const char (&text)[size]) : text_(text, size - 1) {}
    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

struct Attribute {
    Literal name;
    std::string value;
};

// `text` as it may stand between tags or in a quoted attribute. Bytes that are no UTF-8, control
// characters, and characters that reverse the order of what is read, become U+FFFD.
std::string escaped(std::string_view text);

class Markup {
public:
    using Attributes = std::initializer_list<Attribute>;

    class Element {
    public:
        Element(Markup& markup, Literal name) : markup_(markup), name_(name) {}
        ~Element() { markup_.close(name_); }
        Element(const Element&) = delete;
        Element& operator=(const Element&) = delete;

    private:
        Markup& markup_;
        Literal name_;
    };

    // Open until the object that is returned goes.
    [[nodiscard]] Element open(Literal name, Attributes attributes = {});
    [[nodiscard]] Element open(Literal name, std::span<const Attribute> attributes);
    void element(Literal name, Attributes attributes, std::string_view text);
    void element(Literal name, std::span<const Attribute> attributes, std::string_view text);
    void element(Literal name, std::string_view text) { element(name, {}, text); }
    void empty(Literal name, Attributes attributes = {});  // <meta>, <path/>: nothing inside.
    void empty(Literal name, std::span<const Attribute> attributes);
    void text(std::string_view text);

    // Rows and cells of a table's body: HTML leaves their ends to what follows, which a table of
    // thousands of rows is a fifth smaller for.
    void row() { text_ += "<tr>"; }
    void cell(std::string_view text);

    // A link only where it leads to a place in this page or to a web page; else its text alone.
    void link(std::string_view target, std::string_view text);

    // Parts of the program's own page: the style, drawings made of constants.
    void verbatim(Literal text) { text_ += text.text(); }
    // What was written apart. All elements of `part` must be closed.
    void append(Markup&& part) { text_ += std::move(part).take(); }

    std::string take() && { return std::move(text_); }

private:
    void start(Literal name, std::span<const Attribute> attributes);
    void close(Literal name);

    std::string text_;
};

}  // namespace primum::report
