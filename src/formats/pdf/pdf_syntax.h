// PdfSyntax: the words that PDF files and the drawings in them are written in (ISO 32000-1
// §7.2, 7.3).
//
// Values are views of the file, looked into where they stand: no tree is built, so none can grow.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace primum::formats {

struct PdfToken {
    enum class Kind {
        end,
        number,
        name,
        text,
        hex,
        open_array,
        close_array,
        open_dictionary,
        close_dictionary,
        word
    };
    Kind kind = Kind::end;
    std::string_view text;  // A name without its slash, a text without its brackets.
    double number = 0;

    bool is_word(std::string_view word) const { return kind == Kind::word && text == word; }
};

class PdfLexer {
public:
    explicit PdfLexer(std::string_view text) : text_(text) {}

    PdfToken next();
    // Steps over one value, however deep; gives it as it is written. Empty at the end.
    std::string_view skip_value();
    // The same within an array: empty at its end too.
    std::string_view next_item();

    std::size_t position() const { return at_; }
    void move_to(std::size_t position) { at_ = position; }

private:
    void skip_space();
    PdfToken bracketed_text();
    PdfToken angle();
    PdfToken number_or_word();

    std::string_view text_;
    std::size_t at_ = 0;
};

// The bytes that a text or hex token stands for.
std::string bytes_of(const PdfToken& token);

// Calls `take` with each name and value of a dictionary.
void for_each_entry(std::string_view dictionary,
                    const std::function<void(std::string_view name, std::string_view value)>& take);
// As it is written; empty when it is not there.
std::string_view entry_of(std::string_view dictionary, std::string_view name);

// "12 0 R": 12.
std::optional<std::uint32_t> reference_of(std::string_view value);
std::optional<double> number_of(std::string_view value);
// Without its slash; empty when the value is no name.
std::string_view name_of(std::string_view value);

}  // namespace primum::formats
