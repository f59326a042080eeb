// PdfFont: what the codes of a text drawn in a font of a PDF file mean, and how wide they are.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "formats/pdf/pdf_file.h"

namespace primum::formats {

class PdfFont {
public:
    enum class Meaning : std::uint8_t { space, letters, right_to_left, unknown };
    struct Glyph {
        std::array<char, 7> letters{};  // In UTF-8; a ligature has up to three.
        std::uint8_t length = 0;
        Meaning meaning = Meaning::unknown;
        float width = 0;  // In thousandths of the size.

        std::string_view text() const { return {letters.data(), length}; }
    };

    // Nothing when only a library that knows all of PDF could say what its codes mean.
    static std::optional<PdfFont> read(const PdfFile& file, std::string_view dictionary);

    std::size_t code_bytes() const { return code_bytes_; }
    bool has_widths() const { return has_widths_; }
    std::span<const Glyph> glyphs() const { return glyphs_; }  // By code, as far as any is known.

    // Of the codes of ASCII, when those that print mean themselves and every width of the font is a
    // whole number, so that a sum is the same in any order. Empty otherwise.
    std::span<const std::int32_t> ascii_widths() const { return ascii_widths_; }

private:
    Glyph& slot(std::uint32_t code);
    bool may_assign(std::uint32_t count);
    void set_text(std::uint32_t code, std::string_view utf8);
    bool read_simple(const PdfFile& file, std::string_view dictionary);
    bool read_composite(const PdfFile& file, std::string_view dictionary);
    void read_encoding(std::string_view name, unsigned code_page);
    bool read_unicode(const PdfFile& file, std::string_view dictionary);
    void read_range(class PdfLexer& lexer);
    void read_wide_widths(std::string_view widths);
    void read_widths_from(std::uint32_t code, class PdfLexer& lexer);
    bool is_ascii() const;
    void note_ascii_widths();

    std::size_t code_bytes_ = 1;
    bool has_widths_ = false;
    float default_width_ = 0;
    std::size_t assigned_ = 0;
    std::vector<Glyph> glyphs_;
    std::vector<std::int32_t> ascii_widths_;
};

}  // namespace primum::formats
