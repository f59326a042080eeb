// PdfDrawing: follows the operators that draw a page of a PDF file, and keeps the text.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/pdf/pdf_file.h"
#include "formats/pdf/pdf_font.h"
#include "formats/pdf/pdf_syntax.h"

namespace primum::formats {

// Of a point: (x * a + y * c + e, x * b + y * d + f).
struct PdfMatrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
};

class PdfDrawing {
public:
    // The file must outlive it. What is drawn beyond `text_bytes_max` is left out.
    PdfDrawing(const PdfFile& file, std::size_t text_bytes_max)
        : file_(file), text_bytes_max_(text_bytes_max) {}

    // False when the page must be read by a library that knows all of PDF.
    bool draw_page(std::string_view content, std::string_view resources);

    std::size_t text_bytes() const { return text_.size(); }
    std::string text() && { return std::move(text_); }

private:
    struct State {
        PdfMatrix page;
        const PdfFont* font = nullptr;
        double size = 0, character_space = 0, word_space = 0, leading = 0;
        double scale = 1;
    };
    using Operands = std::vector<PdfToken>;

    bool draw(std::string_view content, std::string_view resources, int depth);
    bool obey(std::string_view word, const Operands& operands, std::string_view resources,
              int depth);
    bool obey_text(std::string_view word, const Operands& operands);
    void obey_state(std::string_view word, const Operands& operands);
    bool may_look_at(std::size_t bytes);
    bool set_font(const Operands& operands, std::string_view resources);
    bool draw_form(const Operands& operands, std::string_view resources, int depth);

    void move_line(double x, double y);
    bool show(const PdfToken& token);
    bool show_with_gaps(const Operands& operands);
    bool show_letters(const PdfToken& token);
    bool show_glyphs(std::string_view bytes);
    bool go_to_where_it_is_drawn();

    const PdfFile& file_;
    const std::size_t text_bytes_max_;
    std::size_t looked_at_ = 0;
    std::string text_;
    std::map<const char*, std::optional<PdfFont>> fonts_;  // By where they stand in the file.
    State state_;
    std::vector<State> saved_;
    PdfMatrix line_, place_;  // Of the text, §9.4.2.
    double end_x_ = 0, end_y_ = 0;
    bool page_has_text_ = false;
    bool end_is_known_ = false;
    bool space_before_ = false;
    std::size_t forms_ = 0;
};

}  // namespace primum::formats
