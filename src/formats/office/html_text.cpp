#include "formats/office/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>

#include "base/text.h"
#include "formats/markup.h"
#include "formats/office/legacy_text.h"
#include "formats/office/office_text.h"

namespace primum::formats {
namespace {

struct Entity {
    std::string_view name;
    std::uint32_t character;
};

// Sorted by name, as bytes compare.
constexpr std::array entities{
    Entity{"AElig", 0xC6},   Entity{"Aacute", 0xC1},  Entity{"Acirc", 0xC2},
    Entity{"Agrave", 0xC0},  Entity{"Aring", 0xC5},   Entity{"Atilde", 0xC3},
    Entity{"Auml", 0xC4},    Entity{"Ccedil", 0xC7},  Entity{"ETH", 0xD0},
    Entity{"Eacute", 0xC9},  Entity{"Ecirc", 0xCA},   Entity{"Egrave", 0xC8},
    Entity{"Euml", 0xCB},    Entity{"Iacute", 0xCD},  Entity{"Icirc", 0xCE},
    Entity{"Igrave", 0xCC},  Entity{"Iuml", 0xCF},    Entity{"Ntilde", 0xD1},
    Entity{"OElig", 0x152},  Entity{"Oacute", 0xD3},  Entity{"Ocirc", 0xD4},
    Entity{"Ograve", 0xD2},  Entity{"Oslash", 0xD8},  Entity{"Otilde", 0xD5},
    Entity{"Ouml", 0xD6},    Entity{"Scaron", 0x160}, Entity{"THORN", 0xDE},
    Entity{"Uacute", 0xDA},  Entity{"Ucirc", 0xDB},   Entity{"Ugrave", 0xD9},
    Entity{"Uuml", 0xDC},    Entity{"Yacute", 0xDD},  Entity{"Yuml", 0x178},
    Entity{"aacute", 0xE1},  Entity{"acirc", 0xE2},   Entity{"acute", 0xB4},
    Entity{"aelig", 0xE6},   Entity{"agrave", 0xE0},  Entity{"amp", 0x26},
    Entity{"apos", 0x27},    Entity{"aring", 0xE5},   Entity{"atilde", 0xE3},
    Entity{"auml", 0xE4},    Entity{"brvbar", 0xA6},  Entity{"bull", 0x2022},
    Entity{"ccedil", 0xE7},  Entity{"cedil", 0xB8},   Entity{"cent", 0xA2},
    Entity{"copy", 0xA9},    Entity{"curren", 0xA4},  Entity{"deg", 0xB0},
    Entity{"divide", 0xF7},  Entity{"eacute", 0xE9},  Entity{"ecirc", 0xEA},
    Entity{"egrave", 0xE8},  Entity{"eth", 0xF0},     Entity{"euml", 0xEB},
    Entity{"euro", 0x20AC},  Entity{"frac12", 0xBD},  Entity{"frac14", 0xBC},
    Entity{"frac34", 0xBE},  Entity{"gt", 0x3E},      Entity{"hellip", 0x2026},
    Entity{"iacute", 0xED},  Entity{"icirc", 0xEE},   Entity{"iexcl", 0xA1},
    Entity{"igrave", 0xEC},  Entity{"iquest", 0xBF},  Entity{"iuml", 0xEF},
    Entity{"laquo", 0xAB},   Entity{"ldquo", 0x201C}, Entity{"lsquo", 0x2018},
    Entity{"lt", 0x3C},      Entity{"macr", 0xAF},    Entity{"mdash", 0x2014},
    Entity{"micro", 0xB5},   Entity{"middot", 0xB7},  Entity{"nbsp", 0xA0},
    Entity{"ndash", 0x2013}, Entity{"not", 0xAC},     Entity{"ntilde", 0xF1},
    Entity{"oacute", 0xF3},  Entity{"ocirc", 0xF4},   Entity{"oelig", 0x153},
    Entity{"ograve", 0xF2},  Entity{"ordf", 0xAA},    Entity{"ordm", 0xBA},
    Entity{"oslash", 0xF8},  Entity{"otilde", 0xF5},  Entity{"ouml", 0xF6},
    Entity{"para", 0xB6},    Entity{"plusmn", 0xB1},  Entity{"pound", 0xA3},
    Entity{"quot", 0x22},    Entity{"raquo", 0xBB},   Entity{"rdquo", 0x201D},
    Entity{"reg", 0xAE},     Entity{"rsquo", 0x2019}, Entity{"scaron", 0x161},
    Entity{"sect", 0xA7},    Entity{"shy", 0xAD},     Entity{"sup1", 0xB9},
    Entity{"sup2", 0xB2},    Entity{"sup3", 0xB3},    Entity{"szlig", 0xDF},
    Entity{"thorn", 0xFE},   Entity{"times", 0xD7},   Entity{"trade", 0x2122},
    Entity{"uacute", 0xFA},  Entity{"ucirc", 0xFB},   Entity{"ugrave", 0xF9},
    Entity{"uml", 0xA8},     Entity{"uuml", 0xFC},    Entity{"yacute", 0xFD},
    Entity{"yen", 0xA5},     Entity{"yuml", 0xFF},
};

constexpr std::size_t entity_length_max = 10;

std::optional<std::uint32_t> numbered(std::string_view digits) {
    const bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
    if (hexadecimal) digits.remove_prefix(1);
    std::uint32_t value = 0;
    const auto* const end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, value, hexadecimal ? 16 : 10);
    if (digits.empty() || parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
    return value;
}

std::optional<std::uint32_t> character_of(std::string_view name) {
    if (name.starts_with('#')) return numbered(name.substr(1));
    const auto found = std::ranges::lower_bound(entities, name, {}, &Entity::name);
    if (found == entities.end() || found->name != name) return std::nullopt;
    return found->character;
}

bool is_valid_utf8(std::string_view text) {
    std::size_t following = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::uint64_t word = 0;
        const bool is_whole = following == 0 && i + sizeof word <= text.size();
        if (is_whole) std::memcpy(&word, text.data() + i, sizeof word);
        if (is_whole && (word & 0x8080808080808080) == 0) {  // Eight of ASCII.
            i += sizeof word - 1;
            continue;
        }
        const auto byte = static_cast<std::uint8_t>(text[i]);
        if (following > 0) {
            if ((byte & 0xC0) != 0x80) return false;
            --following;
        } else if (byte >= 0x80) {
            following = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
            if (byte < 0xC2 || byte > 0xF4) return false;
        }
    }
    return true;  // A last character may be cut.
}

std::string decoded(std::string_view html) {
    if (html.starts_with("\xFF\xFE")) {
        return utf8_of_utf16(
            {reinterpret_cast<const std::byte*>(html.data()) + 2, html.size() - 2});
    }
    const auto head = lower_case(html.substr(0, 2048));
    if (contains(head, "macintosh")) return utf8_of_code_page(html, 10000);
    return is_valid_utf8(html) ? std::string(html) : utf8_of_code_page(html, 1252);
}

constexpr std::array<std::string_view, 18> blocks{"p",  "br", "div", "tr", "li",  "h1",
                                                  "h2", "h3", "h4",  "h5", "h6",  "table",
                                                  "ul", "ol", "dt",  "dd", "pre", "title"};

}  // namespace

void append_without_entities(std::string& target, std::string_view text) {
    while (true) {
        const auto begin = text.find('&');
        target += text.substr(0, begin);
        if (begin == std::string_view::npos) return;
        text.remove_prefix(begin + 1);
        const auto end = text.substr(0, entity_length_max + 1).find(';');
        const auto character =
            end == std::string_view::npos ? std::nullopt : character_of(text.substr(0, end));
        if (!character) {
            target.push_back('&');
            continue;
        }
        append_utf8(target, *character);
        text.remove_prefix(end + 1);
    }
}

std::string html_text(std::string_view html) {
    const auto page = decoded(html.substr(0, 4 * office_text_bytes_max));
    MarkupReader reader(page);
    std::string text;
    std::string unread;  // The element whose text nobody reads, while inside it.
    while (const auto* piece = reader.next()) {
        if (text.size() > office_text_bytes_max) break;
        if (piece->kind == MarkupPiece::Kind::text) {
            if (unread.empty()) append_without_entities(text, piece->text);
            continue;
        }
        const auto name = lower_case(piece->text);
        if (piece->kind == MarkupPiece::Kind::closing && name == unread) unread.clear();
        if (piece->kind == MarkupPiece::Kind::opening && (name == "script" || name == "style")) {
            unread = name;
        }
        if (!unread.empty()) continue;
        if (name == "td" || name == "th") text.push_back('\t');
        if (std::ranges::find(blocks, name) != blocks.end()) text.push_back('\n');
    }
    return text;
}

}  // namespace primum::formats
