#include "formats/html_page.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t entity_length_max = 10;
constexpr std::size_t input_tag_length_max = 1000;
constexpr std::size_t visible_letters_min =
    24;  // Fewer, beside scripts: the script draws the page.

constexpr std::array login_words{std::string_view("login"),        std::string_view("log in"),
                                 std::string_view("logon"),        std::string_view("signin"),
                                 std::string_view("sign in"),      std::string_view("sign-in"),
                                 std::string_view("password"),     std::string_view("mot de passe"),
                                 std::string_view("identifiant"),  std::string_view("connexion"),
                                 std::string_view("se connecter"), std::string_view("s'identifier"),
                                 std::string_view("authentifi"),   std::string_view("authenticat")};

using Entity = std::pair<std::string_view, std::string_view>;
constexpr std::array entities{
    Entity{"amp", "&"},   Entity{"lt", "<"},     Entity{"gt", ">"},     Entity{"quot", "\""},
    Entity{"apos", "'"},  Entity{"nbsp", " "},   Entity{"eacute", "é"}, Entity{"egrave", "è"},
    Entity{"ecirc", "ê"}, Entity{"agrave", "à"}, Entity{"acirc", "â"},  Entity{"ccedil", "ç"},
    Entity{"ocirc", "ô"}, Entity{"icirc", "î"},  Entity{"ugrave", "ù"}, Entity{"Eacute", "É"},
    Entity{"laquo", "«"}, Entity{"raquo", "»"},  Entity{"reg", "®"},    Entity{"copy", "©"},
    Entity{"trade", "™"}, Entity{"ndash", "–"},  Entity{"mdash", "—"},  Entity{"middot", "·"},
    Entity{"rsquo", "’"}, Entity{"hellip", "…"}, Entity{"bull", "•"}};

// RFC 3629. Surrogates and what is beyond Unicode become the replacement character.
std::string utf8_of(std::uint32_t number) {
    if (number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF)) number = 0xFFFD;
    const auto tail = [&](unsigned shift) {
        return static_cast<char>(0x80U | ((number >> shift) & 0x3FU));
    };
    if (number < 0x80) return {static_cast<char>(number)};
    if (number < 0x800) return {static_cast<char>(0xC0U | number >> 6U), tail(0)};
    if (number < 0x10000) return {static_cast<char>(0xE0U | number >> 12U), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | number >> 18U), tail(12), tail(6), tail(0)};
}

// The character named between "&" and ";", or nothing.
std::string decode_entity(std::string_view name) {
    if (name.starts_with('#')) {
        name.remove_prefix(1);
        const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
        if (hexadecimal) name.remove_prefix(1);
        std::uint32_t number = 0;
        const auto [end, failure] =
            std::from_chars(name.data(), name.data() + name.size(), number, hexadecimal ? 16 : 10);
        const bool whole = failure == std::errc{} && end == name.data() + name.size();
        return whole ? utf8_of(number) : "";
    }
    const auto found = std::ranges::find(entities, name, &Entity::first);
    return found == entities.end() ? "" : std::string(found->second);
}

std::string fold_white_space(std::string_view text) {
    std::string folded;
    for (const char letter : text) {
        const bool is_space = letter == ' ' || (letter >= '\t' && letter <= '\r');
        if (!is_space) {
            folded += letter;
        } else if (!folded.empty() && folded.back() != ' ') {
            folded += ' ';
        }
    }
    return folded;
}

// `lowered` is `html` in lower case. The text between <title…> and the next tag.
std::string title_of(std::string_view html, std::string_view lowered) {
    const auto tag = lowered.find("<title");
    if (tag == std::string_view::npos) return {};
    const auto begin = lowered.find('>', tag);
    if (begin == std::string_view::npos) return {};
    auto title = html.substr(begin + 1, lowered.find('<', begin) - begin - 1);
    title = title.substr(0, html_title_bytes_max * entity_length_max);
    return printable(fold_white_space(decode_entities(title)), html_title_bytes_max);
}

// An <input> whose type is password, quoted or not.
bool has_password_field(std::string_view lowered) {
    constexpr std::array spellings{std::string_view("type=\"password\""),
                                   std::string_view("type='password'"),
                                   std::string_view("type=password")};
    for (auto tag = lowered.find("<input"); tag != std::string_view::npos;
         tag = lowered.find("<input", tag + 1)) {
        const auto window = lowered.substr(tag, input_tag_length_max);
        const auto field = window.substr(0, window.find('>'));
        const auto is_in = [&](std::string_view spelling) { return contains(field, spelling); };
        if (std::ranges::any_of(spellings, is_in)) return true;
    }
    return false;
}

// Where the element that opens at `tag` is closed, or the end.
std::size_t end_of(std::string_view lowered, std::size_t tag, std::string_view closing) {
    const auto end = lowered.find(closing, tag);
    return end == std::string_view::npos ? lowered.size() : end + closing.size();
}

// Letters that a reader would see: outside tags, scripts, styles and the head's title.
std::size_t visible_letters(std::string_view lowered) {
    std::size_t letters = 0;
    std::size_t at = 0;
    while (at < lowered.size() && letters < visible_letters_min) {
        const auto rest = lowered.substr(at);
        if (rest.starts_with("<script")) {
            at = end_of(lowered, at, "</script>");
        } else if (rest.starts_with("<style")) {
            at = end_of(lowered, at, "</style>");
        } else if (rest.starts_with("<title")) {
            at = end_of(lowered, at, "</title>");
        } else if (rest.starts_with("<noscript")) {
            at = end_of(lowered, at, "</noscript>");
        } else if (rest[0] == '<') {
            at = end_of(lowered, at, ">");
        } else {
            if (static_cast<unsigned char>(rest[0]) > ' ') ++letters;
            ++at;
        }
    }
    return letters;
}

}  // namespace

std::string decode_entities(std::string_view text) {
    std::string decoded;
    while (!text.empty()) {
        const auto end = text.substr(0, entity_length_max).find(';');
        const auto character = text[0] == '&' && end != std::string_view::npos
                                   ? decode_entity(text.substr(1, end - 1))
                                   : "";
        if (character.empty()) {
            decoded += text[0];
            text.remove_prefix(1);
        } else {
            decoded += character;
            text.remove_prefix(end + 1);
        }
    }
    return decoded;
}

HtmlPage read_html_page(std::string_view html) {
    html = html.substr(0, html_bytes_max);
    const auto lowered = lower_case(html);
    HtmlPage page{.title = title_of(html, lowered), .asks_password = has_password_field(lowered)};
    page.mentions_login = std::ranges::any_of(
        login_words, [&](std::string_view word) { return contains(lowered, word); });
    page.is_drawn_by_script =
        contains(lowered, "<script") && visible_letters(lowered) < visible_letters_min;
    return page;
}

}  // namespace primum::formats
