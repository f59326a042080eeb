#include "formats/pdf/pdf_drawing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "base/text.h"

namespace primum::formats {
namespace {

using Kind = PdfToken::Kind;

constexpr std::size_t operands_max = 200'000;
constexpr std::size_t saved_max = 512;
constexpr std::size_t fonts_max = 100;
constexpr std::size_t forms_max = 2000;
constexpr int depth_max = 8;
// In parts of the font's size.
constexpr double space_min = 0.15;    // Kerning is less.
constexpr double line_min = 0.5;      // A raised letter stays in its line.
constexpr double return_min = 1.0;    // So far back begins something else.
constexpr double wide_gap_min = 150;  // Of a font without widths, in thousandths.

PdfMatrix product(const PdfMatrix& left, const PdfMatrix& right) {
    return {.a = left.a * right.a + left.b * right.c,
            .b = left.a * right.b + left.b * right.d,
            .c = left.c * right.a + left.d * right.c,
            .d = left.c * right.b + left.d * right.d,
            .e = left.e * right.a + left.f * right.c + right.e,
            .f = left.e * right.b + left.f * right.d + right.f};
}

PdfMatrix shift(double x, double y) { return {.e = x, .f = y}; }

double number_at(const std::vector<PdfToken>& operands, std::size_t from_end) {
    if (from_end >= operands.size()) return 0;
    return operands[operands.size() - 1 - from_end].number;
}

PdfMatrix matrix_of(const std::vector<PdfToken>& operands) {
    return {.a = number_at(operands, 5),
            .b = number_at(operands, 4),
            .c = number_at(operands, 3),
            .d = number_at(operands, 2),
            .e = number_at(operands, 1),
            .f = number_at(operands, 0)};
}

bool is_white(char character) {
    return character == ' ' || character == '\n' || character == '\r' || character == '\t';
}

// Behind the "EI" that ends the bytes of a picture within the drawing.
std::size_t after_picture(std::string_view content, std::size_t at) {
    for (at = content.find("EI", at); at != std::string_view::npos; at = content.find("EI", at)) {
        const bool begins = at > 0 && is_white(content[at - 1]);
        at += 2;
        if (begins && (at >= content.size() || is_white(content[at]))) return at;
    }
    return content.size();
}

// What a drawn text means, with one space for any number of them.
struct Meaning {
    bool space_before = false;
    bool begins_line = false;
    double width = 0;
    std::size_t codes = 0;
    std::size_t blanks = 0;  // Codes that are the ASCII space, whatever they show.
};

constexpr std::size_t codes_at_once = 64;
constexpr std::size_t letters_max = std::tuple_size_v<decltype(PdfFont::Glyph::letters)>;

// Appends what up to `codes_at_once` codes mean; false when only others could tell. Most of the
// time goes into this loop: no branch for what is a space, because words end at random, and letters
// and sums in places that nothing else could point to.
bool append_glyphs(const PdfFont& font, std::string_view bytes, std::string& text, Meaning& sum) {
    std::array<char, codes_at_once*(letters_max + 1)> letters;  // Not cleared: written first.
    std::size_t length = 0;
    auto meaning = sum;
    const auto glyphs = font.glyphs();
    const auto code_bytes = font.code_bytes();
    for (std::size_t at = 0; at + code_bytes <= bytes.size(); at += code_bytes) {
        std::uint32_t code = static_cast<unsigned char>(bytes[at]);
        if (code_bytes == 2) code = code << 8 | static_cast<unsigned char>(bytes[at + 1]);
        if (code >= glyphs.size()) return false;
        const auto& glyph = glyphs[code];
        if (glyph.meaning > PdfFont::Meaning::letters) return false;
        const bool is_letter = glyph.meaning == PdfFont::Meaning::letters;
        letters[length] = ' ';
        length += static_cast<std::size_t>(is_letter & meaning.space_before & !meaning.begins_line);
        // All of them, known or not: a copy of a fixed length is one or two moves.
        std::copy_n(glyph.letters.data(), letters_max, letters.data() + length);
        length += is_letter ? glyph.length : 0U;
        meaning.begins_line = is_letter ? glyph.letters[0] == '\n' : meaning.begins_line;
        meaning.space_before = !is_letter;
        meaning.width += static_cast<double>(glyph.width);
        meaning.blanks += code == ' ' ? 1U : 0U;
        ++meaning.codes;
    }
    text.append(letters.data(), length);
    sum = meaning;
    return true;
}

// How many of them are spaces; nothing when there are others than those of ASCII that print, or two
// spaces in a row.
std::optional<std::size_t> spaces_between_words(std::string_view bytes) {
    std::array<char, codes_at_once + 1> block;  // Of a fixed length: sixteen are looked at at once,
    block.fill('a');                            // by numbers of one byte and without a branch.
    std::ranges::copy(bytes, block.begin());
    std::uint8_t unusual = 0, spaces = 0;
    for (std::size_t i = 0; i < codes_at_once; ++i) {
        const auto byte = static_cast<std::uint8_t>(block[i]);
        const std::uint8_t is_space = byte == ' ' ? 1 : 0;
        const std::uint8_t before_space = block[i + 1] == ' ' ? 1 : 0;
        const std::uint8_t is_other = byte >= ' ' && byte < 0x7F ? 0 : 1;
        unusual = static_cast<std::uint8_t>(unusual | is_other | (is_space & before_space));
        spaces = static_cast<std::uint8_t>(spaces + is_space);
    }
    return unusual == 0 ? std::optional<std::size_t>(spaces) : std::nullopt;
}

// The same for most of what is ever drawn: words in ASCII, in a font where it means itself. False
// when it is something else.
bool append_words(const PdfFont& font, std::string_view bytes, std::string& text, Meaning& sum) {
    const auto widths = font.ascii_widths();
    if (widths.empty()) return false;
    const auto spaces = spaces_between_words(bytes);
    if (!spaces) return false;
    if (font.has_widths()) {
        std::int64_t width = 0;
        for (const char byte : bytes) width += widths[static_cast<unsigned char>(byte)];
        sum.width += static_cast<double>(width);
    }
    sum.codes += bytes.size();
    sum.blanks += *spaces;
    sum.space_before |= bytes.starts_with(' ');
    const auto words = trim(bytes);
    if (words.empty()) return true;
    if (sum.space_before && !sum.begins_line) text.push_back(' ');
    text += words;
    sum.space_before = bytes.ends_with(' ');
    sum.begins_line = false;
    return true;
}

}  // namespace

bool PdfDrawing::draw_page(std::string_view content, std::string_view resources) {
    state_ = {};
    saved_.clear();
    page_has_text_ = false;
    if (!draw(content, resources, 0)) return false;
    space_before_ = false;
    text_ += "\n\f";
    return true;
}

bool PdfDrawing::draw(std::string_view content, std::string_view resources, int depth) {
    PdfLexer lexer(content);
    Operands operands;
    for (auto token = lexer.next(); token.kind != Kind::end; token = lexer.next()) {
        if (token.kind != Kind::word) {
            operands.push_back(token);
            if (operands.size() > operands_max) return false;
            continue;
        }
        if (token.text == "ID") lexer.move_to(after_picture(content, lexer.position()));
        if (!obey(token.text, operands, resources, depth)) return false;
        operands.clear();
    }
    return true;
}

bool PdfDrawing::obey(std::string_view word, const Operands& operands, std::string_view resources,
                      int depth) {
    if (word == "Tf") return set_font(operands, resources);
    if (word == "Do") return draw_form(operands, resources, depth);
    if (word == "q") {
        saved_.push_back(state_);
        return saved_.size() <= saved_max;
    }
    if (word == "Q") {
        if (saved_.empty()) return true;
        state_ = saved_.back();
        saved_.pop_back();
        return true;
    }
    if (word == "cm") {
        state_.page = product(matrix_of(operands), state_.page);
        return true;
    }
    if (word == "BT") {
        line_ = place_ = {};
        return true;
    }
    return obey_text(word, operands);
}

bool PdfDrawing::obey_text(std::string_view word, const Operands& operands) {
    const bool has_operand = !operands.empty();
    if (word == "Tj") return !has_operand || show(operands.back());
    if (word == "TJ") return show_with_gaps(operands);
    if (word == "'" || word == "\"") {
        if (word == "\"") {
            state_.word_space = number_at(operands, 2);
            state_.character_space = number_at(operands, 1);
        }
        move_line(0, -state_.leading);
        return !has_operand || show(operands.back());
    }
    obey_state(word, operands);
    return true;
}

void PdfDrawing::obey_state(std::string_view word, const Operands& operands) {
    if (word == "Td" || word == "TD") {
        if (word == "TD") state_.leading = -number_at(operands, 0);
        move_line(number_at(operands, 1), number_at(operands, 0));
    } else if (word == "T*") {
        move_line(0, -state_.leading);
    } else if (word == "Tm") {
        line_ = place_ = matrix_of(operands);
    } else if (word == "TL") {
        state_.leading = number_at(operands, 0);
    } else if (word == "Tc") {
        state_.character_space = number_at(operands, 0);
    } else if (word == "Tw") {
        state_.word_space = number_at(operands, 0);
    } else if (word == "Tz") {
        state_.scale = number_at(operands, 0) / 100;
    }
}

// Dictionaries are gone through at each use of a name in them.
bool PdfDrawing::may_look_at(std::size_t bytes) {
    constexpr std::size_t looked_at_max = 512UL * 1024 * 1024;
    looked_at_ += bytes;
    return looked_at_ <= looked_at_max;
}

bool PdfDrawing::set_font(const Operands& operands, std::string_view resources) {
    if (operands.size() < 2 || operands[operands.size() - 2].kind != Kind::name) return false;
    state_.size = operands.back().number;
    const auto fonts = file_.resolved_entry(resources, "Font");
    if (!may_look_at(resources.size() + fonts.size())) return false;
    const auto dictionary = file_.resolved_entry(fonts, operands[operands.size() - 2].text);
    if (dictionary.empty()) return false;
    auto known = fonts_.find(dictionary.data());
    if (known == fonts_.end()) {
        if (fonts_.size() >= fonts_max) return false;
        known = fonts_.emplace(dictionary.data(), PdfFont::read(file_, dictionary)).first;
    }
    state_.font = known->second ? &*known->second : nullptr;
    return true;
}

bool PdfDrawing::draw_form(const Operands& operands, std::string_view resources, int depth) {
    if (operands.empty() || operands.back().kind != Kind::name) return false;
    const auto drawings = file_.resolved_entry(resources, "XObject");
    if (!may_look_at(resources.size() + drawings.size())) return false;
    const auto form = file_.object(entry_of(drawings, operands.back().text));
    if (name_of(file_.resolved_entry(form.value, "Subtype")) != "Form") return true;  // A picture.
    if (depth >= depth_max || ++forms_ > forms_max) return false;
    const auto content = file_.unpacked(form);
    if (!content) return false;
    const auto own = file_.resolved_entry(form.value, "Resources");
    const auto before = state_;
    const auto saved = std::exchange(saved_, {});
    Operands numbers;
    PdfLexer lexer(file_.resolved_entry(form.value, "Matrix"));
    for (auto token = lexer.next(); token.kind != Kind::end; token = lexer.next()) {
        if (token.kind == Kind::number && numbers.size() < 6) numbers.push_back(token);
    }
    if (numbers.size() == 6) state_.page = product(matrix_of(numbers), state_.page);
    const bool drawn = draw(*content, own.empty() ? resources : own, depth + 1);
    saved_ = saved;
    state_ = before;
    return drawn;
}

void PdfDrawing::move_line(double x, double y) {
    line_ = product(shift(x, y), line_);
    place_ = line_;
}

bool PdfDrawing::show(const PdfToken& token) {
    if (token.kind != Kind::text && token.kind != Kind::hex) return false;
    return go_to_where_it_is_drawn() && show_letters(token);
}

bool PdfDrawing::show_with_gaps(const Operands& operands) {
    if (state_.font == nullptr) return false;
    bool first = true;
    for (const auto& token : operands) {
        if (token.kind == Kind::number) {
            place_ = product(shift(-token.number / 1000 * state_.size * state_.scale, 0), place_);
            const bool is_wide = !state_.font->has_widths() && token.number < -wide_gap_min;
            space_before_ = space_before_ || is_wide;
        } else if (token.kind == Kind::text || token.kind == Kind::hex) {
            const bool looks = first || state_.font->has_widths();
            if (looks && !go_to_where_it_is_drawn()) return false;
            if (!show_letters(token)) return false;
            first = false;
        }
    }
    return true;
}

// Puts a space or a line's end where what follows is drawn apart from what was drawn last.
bool PdfDrawing::go_to_where_it_is_drawn() {
    const auto matrix = product(place_, state_.page);
    const double width = std::hypot(matrix.a, matrix.b);
    const double height = std::abs(state_.size) * width;
    if (!page_has_text_) return true;
    if (!(height > 0)) return false;  // Drawn to be a point: not for us to say.
    const double x = matrix.e - end_x_;
    const double y = matrix.f - end_y_;
    const double along = (x * matrix.a + y * matrix.b) / width;
    const double across = std::abs(x * matrix.b - y * matrix.a) / width;
    if (across > line_min * height) {
        text_.push_back('\n');
        space_before_ = false;
        return true;
    }
    if (!end_is_known_) return false;
    if (along < -return_min * height) {
        text_.push_back('\n');
        space_before_ = false;
    } else if (along > space_min * height) {
        space_before_ = true;
    }
    return true;
}

bool PdfDrawing::show_letters(const PdfToken& token) {
    const bool is_plain =
        token.kind == Kind::text && token.text.find('\\') == std::string_view::npos;
    return is_plain ? show_glyphs(token.text) : show_glyphs(bytes_of(token));
}

bool PdfDrawing::show_glyphs(std::string_view bytes) {
    const auto* const font = state_.font;
    if (font == nullptr) return false;
    Meaning sum{.space_before = space_before_,
                .begins_line = text_.empty() || text_.back() == '\n'};
    const auto bytes_at_once = codes_at_once * font->code_bytes();
    for (std::size_t at = 0; at < bytes.size() && text_.size() < text_bytes_max_;
         at += bytes_at_once) {
        const auto piece = bytes.substr(at, bytes_at_once);
        const bool is_read =
            append_words(*font, piece, text_, sum) || append_glyphs(*font, piece, text_, sum);
        if (!is_read) return false;
    }
    space_before_ = sum.space_before;
    auto advance =
        sum.width / 1000 * state_.size + static_cast<double>(sum.codes) * state_.character_space;
    if (font->code_bytes() == 1) advance += static_cast<double>(sum.blanks) * state_.word_space;
    place_ = product(shift(advance * state_.scale, 0), place_);
    const auto matrix = product(place_, state_.page);
    end_x_ = matrix.e;
    end_y_ = matrix.f;
    end_is_known_ = font->has_widths();
    page_has_text_ = true;
    return true;
}

}  // namespace primum::formats
