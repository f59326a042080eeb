#include "formats/pdf/pdf_font.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/byte_reader.h"
#include "formats/office/legacy_text.h"
#include "formats/pdf/pdf_syntax.h"

namespace primum::formats {
namespace {

using Kind = PdfToken::Kind;

constexpr std::uint32_t codes_max = 65'536;
constexpr std::size_t ascii_codes = 0x7F;  // Up to the last that prints.
constexpr unsigned windows_code_page = 1252;
constexpr unsigned mac_code_page = 10'000;

std::uint32_t code_of(std::string_view bytes) {
    std::uint32_t code = 0;
    for (const char byte : bytes.substr(0, 4)) code = code << 8 | static_cast<unsigned char>(byte);
    return code;
}

std::string utf8_of_big_endian(std::string bytes) {
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) std::swap(bytes[i], bytes[i + 1]);
    return utf8_of_utf16(as_bytes(bytes));
}

// With the last unit of UTF-16 so much further: what a range of codes means, one by one.
std::string moved(std::string bytes, std::uint32_t distance) {
    if (bytes.size() < 2) return bytes;
    const auto unit = code_of(std::string_view(bytes).substr(bytes.size() - 2)) + distance;
    bytes[bytes.size() - 2] = static_cast<char>(unit >> 8 & 0xFFU);
    bytes[bytes.size() - 1] = static_cast<char>(unit & 0xFFU);
    return bytes;
}

// The fonts that every reader has, whose letters need no table.
bool is_known_by_name(std::string_view font) {
    return font.starts_with("Helvetica") || font.starts_with("Times") ||
           font.starts_with("Courier");
}

// Hebrew, Arabic and their neighbours, U+0580 to U+07FF, are drawn in another order than read.
PdfFont::Meaning meaning_of(std::string_view utf8) {
    if (utf8 == " " || utf8 == "\xC2\xA0") return PdfFont::Meaning::space;
    const auto first = static_cast<unsigned char>(utf8[0]);
    const bool is_right_to_left = first >= 0xD6 && first <= 0xDF;
    return is_right_to_left ? PdfFont::Meaning::right_to_left : PdfFont::Meaning::letters;
}

}  // namespace

std::optional<PdfFont> PdfFont::read(const PdfFile& file, std::string_view dictionary) {
    PdfFont font;
    const auto kind = name_of(file.resolved_entry(dictionary, "Subtype"));
    const bool is_simple = kind == "Type1" || kind == "TrueType" || kind == "MMType1";
    const bool is_read = is_simple         ? font.read_simple(file, dictionary)
                         : kind == "Type0" ? font.read_composite(file, dictionary)
                                           : false;
    font.note_ascii_widths();
    return is_read ? std::optional(std::move(font)) : std::nullopt;
}

bool PdfFont::is_ascii() const {
    constexpr float whole_max = 1 << 20;
    const bool has_whole_widths = std::ranges::all_of(glyphs_, [](const Glyph& glyph) {
        return std::abs(glyph.width) <= whole_max && glyph.width == std::floor(glyph.width);
    });
    if (code_bytes_ != 1 || glyphs_.size() < ascii_codes || !has_whole_widths) return false;
    for (std::size_t code = ' '; code < ascii_codes; ++code) {
        const char itself = static_cast<char>(code);
        if (glyphs_[code].text() != std::string_view(&itself, 1)) return false;
    }
    return true;
}

void PdfFont::note_ascii_widths() {
    if (!is_ascii()) return;
    for (const auto& glyph : std::span(glyphs_).first(ascii_codes)) {
        ascii_widths_.push_back(static_cast<std::int32_t>(glyph.width));
    }
}

PdfFont::Glyph& PdfFont::slot(std::uint32_t code) {
    if (code >= glyphs_.size()) glyphs_.resize(code + 1, {.width = default_width_});
    return glyphs_[code];
}

// A table may name the same codes again and again.
bool PdfFont::may_assign(std::uint32_t count) {
    constexpr std::size_t assigned_max = std::size_t{4} * codes_max;
    assigned_ += count;
    return assigned_ <= assigned_max;
}

void PdfFont::set_text(std::uint32_t code, std::string_view utf8) {
    const std::uint32_t limit = code_bytes_ == 1 ? 256 : codes_max;
    if (code >= limit || utf8.empty() || utf8.size() > Glyph{}.letters.size()) return;
    auto& glyph = slot(code);
    std::ranges::copy(utf8, glyph.letters.begin());
    glyph.length = static_cast<std::uint8_t>(utf8.size());
    glyph.meaning = meaning_of(utf8);
}

void PdfFont::read_encoding(std::string_view name, unsigned code_page) {
    const bool knows_upper_half = !name.empty();
    const std::uint32_t last = knows_upper_half ? 255 : 126;
    slot(last);  // Room for all at once.
    for (std::uint32_t code = ' '; code <= last; ++code) {
        const char byte = static_cast<char>(code);
        set_text(code, utf8_of_code_page({&byte, 1}, code_page));
    }
}

bool PdfFont::read_simple(const PdfFile& file, std::string_view dictionary) {
    // Widths first: a slot is made with one.
    const auto first = number_of(file.resolved_entry(dictionary, "FirstChar")).value_or(0);
    const auto widths = file.resolved_entry(dictionary, "Widths");
    has_widths_ = widths.starts_with('[');
    PdfLexer lexer(widths);
    lexer.next();
    auto code = static_cast<std::uint32_t>(std::clamp(first, 0.0, 256.0));
    for (auto token = lexer.next(); has_widths_ && token.kind == Kind::number && code < 256;
         token = lexer.next()) {
        slot(code++).width = static_cast<float>(token.number);
    }
    const auto encoding = file.resolved_entry(dictionary, "Encoding");
    const auto name = name_of(encoding);
    if (name == "WinAnsiEncoding") {
        read_encoding(name, windows_code_page);
    } else if (name == "MacRomanEncoding") {
        read_encoding(name, mac_code_page);
    } else if (encoding.empty() &&
               is_known_by_name(name_of(file.resolved_entry(dictionary, "BaseFont")))) {
        read_encoding("", windows_code_page);
    }
    const bool has_table = read_unicode(file, dictionary);
    return has_table || !glyphs_.empty();
}

bool PdfFont::read_composite(const PdfFile& file, std::string_view dictionary) {
    if (name_of(file.resolved_entry(dictionary, "Encoding")) != "Identity-H") return false;
    code_bytes_ = 2;
    auto descendant = file.resolved_entry(dictionary, "DescendantFonts");
    if (descendant.starts_with('[')) {
        PdfLexer lexer(descendant);
        lexer.next();
        descendant = file.resolved(lexer.skip_value());
    }
    default_width_ =
        static_cast<float>(number_of(file.resolved_entry(descendant, "DW")).value_or(1000));
    has_widths_ = true;
    read_wide_widths(file.resolved_entry(descendant, "W"));
    return read_unicode(file, dictionary);
}

// "10 [500 600]": from 10 on, one by one; "20 30 500": from 20 to 30.
void PdfFont::read_wide_widths(std::string_view widths) {
    PdfLexer lexer(widths);
    if (lexer.next().kind != Kind::open_array) return;
    for (auto token = lexer.next(); token.kind == Kind::number; token = lexer.next()) {
        const auto code = static_cast<std::uint32_t>(std::clamp(token.number, 0.0, 65'536.0));
        const auto next = lexer.next();
        if (next.kind == Kind::open_array) {
            read_widths_from(code, lexer);
        } else {
            const auto width = static_cast<float>(lexer.next().number);
            const auto last = static_cast<std::uint32_t>(std::clamp(next.number, 0.0, 65'535.0));
            if (code > last || !may_assign(last - code + 1)) return;
            for (auto each = code; each <= last; ++each) slot(each).width = width;
        }
    }
}

void PdfFont::read_widths_from(std::uint32_t code, PdfLexer& lexer) {
    for (auto width = lexer.next(); width.kind == Kind::number; width = lexer.next()) {
        if (code < codes_max) slot(code++).width = static_cast<float>(width.number);
    }
}

// The table by which text is copied out of a reader (§9.10.3).
bool PdfFont::read_unicode(const PdfFile& file, std::string_view dictionary) {
    const auto table = file.object(entry_of(dictionary, "ToUnicode"));
    if (table.stream.empty()) return false;
    const auto text = file.unpacked(table);
    if (!text) return false;
    PdfLexer lexer(*text);
    bool in_characters = false;
    bool in_ranges = false;
    for (auto token = lexer.next(); token.kind != Kind::end; token = lexer.next()) {
        if (token.kind == Kind::word) {
            in_characters = token.text == "beginbfchar";
            in_ranges = token.text == "beginbfrange";
        } else if (in_characters && token.kind == Kind::hex) {
            const auto code = code_of(bytes_of(token));
            set_text(code, utf8_of_big_endian(bytes_of(lexer.next())));
        } else if (in_ranges && token.kind == Kind::hex) {
            lexer.move_to(static_cast<std::size_t>(token.text.data() - text->data()) - 1);
            read_range(lexer);
        }
    }
    return true;
}

void PdfFont::read_range(PdfLexer& lexer) {
    const auto first = code_of(bytes_of(lexer.next()));
    const std::uint32_t limit = code_bytes_ == 1 ? 255 : codes_max - 1;
    const auto last = std::min(code_of(bytes_of(lexer.next())), limit);
    const auto meaning = lexer.next();
    if (meaning.kind == Kind::hex) {
        if (first > last || !may_assign(last - first + 1)) return;
        const auto bytes = bytes_of(meaning);
        for (auto code = first; code <= last; ++code) {
            set_text(code, utf8_of_big_endian(moved(bytes, code - first)));
        }
        return;
    }
    if (meaning.kind != Kind::open_array) return;
    auto code = first;
    for (auto token = lexer.next(); token.kind == Kind::hex; token = lexer.next()) {
        set_text(code++, utf8_of_big_endian(bytes_of(token)));
    }
}

}  // namespace primum::formats
