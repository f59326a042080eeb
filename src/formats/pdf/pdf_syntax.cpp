#include "formats/pdf/pdf_syntax.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace primum::formats {
namespace {

using Kind = PdfToken::Kind;

enum class Sort : std::uint8_t { regular, space, delimiter };

constexpr std::array<Sort, 256> sorts = [] {
    std::array<Sort, 256> found{};
    for (const char character : std::string_view("\0\t\n\f\r ", 6)) {
        found.at(static_cast<unsigned char>(character)) = Sort::space;
    }
    for (const char character : std::string_view("()<>[]{}/%")) {
        found.at(static_cast<unsigned char>(character)) = Sort::delimiter;
    }
    return found;
}();

Sort sort_of(char character) { return sorts.at(static_cast<unsigned char>(character)); }

int hex_value(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    if (character >= 'A' && character <= 'F') return character - 'A' + 10;
    return -1;
}

std::string bytes_of_hex(std::string_view text) {
    std::string bytes;
    int high = -1;
    for (const char character : text) {
        const int value = hex_value(character);
        if (value < 0) continue;
        if (high >= 0) bytes.push_back(static_cast<char>(high * 16 + value));
        high = high >= 0 ? -1 : value;
    }
    if (high >= 0) bytes.push_back(static_cast<char>(high * 16));
    return bytes;
}

// What follows a backslash at `at`, which moves behind it.
void append_escaped(std::string_view text, std::size_t& at, std::string& bytes) {
    static constexpr std::string_view letters = "nrtbf";
    static constexpr std::string_view meant = "\n\r\t\b\f";
    const char first = text[at++];
    if (const auto known = letters.find(first); known != std::string_view::npos) {
        bytes.push_back(meant[known]);
    } else if (first >= '0' && first <= '7') {
        int value = first - '0';
        for (int i = 0; i < 2 && at < text.size() && text[at] >= '0' && text[at] <= '7'; ++i) {
            value = value * 8 + (text[at++] - '0');
        }
        bytes.push_back(static_cast<char>(value));
    } else if (first == '\r' || first == '\n') {  // The text goes on in the next line.
        if (first == '\r' && at < text.size() && text[at] == '\n') ++at;
    } else {
        bytes.push_back(first);
    }
}

}  // namespace

void PdfLexer::skip_space() {
    while (at_ < text_.size()) {
        if (text_[at_] == '%') {
            at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
        } else if (sort_of(text_[at_]) != Sort::space) {
            return;
        } else {
            ++at_;
        }
    }
}

PdfToken PdfLexer::next() {
    skip_space();
    if (at_ >= text_.size()) return {};
    const char first = text_[at_];
    switch (first) {
        case '(':
            return bracketed_text();
        case '<':
        case '>':
            return angle();
        case '[':
            ++at_;
            return {.kind = Kind::open_array, .text = {}};
        case ']':
            ++at_;
            return {.kind = Kind::close_array, .text = {}};
        case ')':
        case '{':
        case '}':
            return {.kind = Kind::word, .text = text_.substr(at_++, 1)};
        default:
            return number_or_word();
    }
}

PdfToken PdfLexer::bracketed_text() {
    const auto begin = ++at_;
    // Most hold neither brackets nor what is escaped, and end at the first that closes.
    const auto first_end = text_.find(')', begin);
    const auto plain = text_.substr(begin, first_end - begin);
    if (first_end != std::string_view::npos && plain.find('(') == std::string_view::npos &&
        plain.find('\\') == std::string_view::npos) {
        at_ = first_end + 1;
        return {.kind = Kind::text, .text = plain};
    }
    for (std::size_t depth = 1; at_ < text_.size(); ++at_) {
        const char character = text_[at_];
        if (character == '\\') ++at_;
        if (character == '(') ++depth;
        if (character == ')' && --depth == 0) break;
    }
    const auto end = std::min(at_, text_.size());
    at_ = std::min(at_ + 1, text_.size());
    return {.kind = Kind::text, .text = text_.substr(begin, end - begin)};
}

PdfToken PdfLexer::angle() {
    const bool opens = text_[at_] == '<';
    const bool is_double = at_ + 1 < text_.size() && text_[at_ + 1] == text_[at_];
    if (is_double || !opens) {
        at_ += is_double ? 2 : 1;
        return {.kind = opens ? Kind::open_dictionary : Kind::close_dictionary, .text = {}};
    }
    const auto begin = at_ + 1;
    const auto end = std::min(text_.find('>', begin), text_.size());
    at_ = std::min(end + 1, text_.size());
    return {.kind = Kind::hex, .text = text_.substr(begin, end - begin)};
}

PdfToken PdfLexer::number_or_word() {
    const bool is_name = text_[at_] == '/';
    const auto begin = is_name ? ++at_ : at_;
    while (at_ < text_.size() && sort_of(text_[at_]) == Sort::regular) ++at_;
    PdfToken token{.kind = is_name ? Kind::name : Kind::word,
                   .text = text_.substr(begin, at_ - begin)};
    if (is_name) return token;
    if (const auto number = number_of(token.text)) {
        token.kind = Kind::number;
        token.number = *number;
    }
    return token;
}

std::string_view PdfLexer::skip_value() {
    skip_space();
    const auto begin = at_;
    std::size_t depth = 0;
    do {
        const auto token = next();
        if (token.kind == Kind::end) break;
        if (token.kind == Kind::open_array || token.kind == Kind::open_dictionary) ++depth;
        const bool closes = token.kind == Kind::close_array || token.kind == Kind::close_dictionary;
        if (closes && depth-- <= 1) break;
        if (depth > 0 || token.kind != Kind::number) continue;
        // "12 0 R" is one value.
        const auto after = at_;
        const bool is_reference = next().kind == Kind::number && next().is_word("R");
        if (!is_reference) at_ = after;
    } while (depth > 0);
    return text_.substr(begin, at_ - begin);
}

std::string_view PdfLexer::next_item() {
    const auto value = skip_value();
    return value == "]" ? std::string_view() : value;
}

std::string bytes_of(const PdfToken& token) {
    if (token.kind == Kind::hex) return bytes_of_hex(token.text);
    std::string bytes;
    bytes.reserve(token.text.size());
    for (std::size_t at = 0; at < token.text.size();) {
        const char character = token.text[at++];
        if (character == '\\' && at < token.text.size()) {
            append_escaped(token.text, at, bytes);
        } else if (character != '\\') {
            bytes.push_back(character);
        }
    }
    return bytes;
}

void for_each_entry(
    std::string_view dictionary,
    const std::function<void(std::string_view name, std::string_view value)>& take) {
    PdfLexer lexer(dictionary);
    if (lexer.next().kind != Kind::open_dictionary) return;
    for (auto name = lexer.next(); name.kind == Kind::name; name = lexer.next()) {
        take(name.text, lexer.skip_value());
    }
}

std::string_view entry_of(std::string_view dictionary, std::string_view name) {
    PdfLexer lexer(dictionary);
    if (lexer.next().kind != Kind::open_dictionary) return {};
    for (auto entry = lexer.next(); entry.kind == Kind::name; entry = lexer.next()) {
        const auto value = lexer.skip_value();
        if (entry.text == name) return value;
    }
    return {};
}

std::optional<std::uint32_t> reference_of(std::string_view value) {
    PdfLexer lexer(value);
    const auto number = lexer.next();
    const bool is_reference = number.kind == Kind::number && number.number >= 0 &&
                              number.number <= 0x7FFF'FFFF && lexer.next().kind == Kind::number &&
                              lexer.next().is_word("R");
    if (!is_reference) return std::nullopt;
    return static_cast<std::uint32_t>(number.number);
}

std::optional<double> number_of(std::string_view value) {
    constexpr std::size_t number_length_max = 32;
    if (value.starts_with('+')) value.remove_prefix(1);
    if (value.empty() || value.size() > number_length_max) return std::nullopt;
    double number = 0;
    const auto* const end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, number, std::chars_format::fixed);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    constexpr double number_max = 1e12;  // Nothing is drawn so far away; not "inf" either.
    const bool is_usual = number >= -number_max && number <= number_max;
    return is_usual ? std::optional(number) : std::nullopt;
}

std::string_view name_of(std::string_view value) {
    PdfLexer lexer(value);
    const auto token = lexer.next();
    return token.kind == Kind::name ? token.text : std::string_view();
}

}  // namespace primum::formats
