#include <vector>

#include "base/text.h"
#include "paper/page.h"
#include "paper/page_words.h"
#include "paper/word_list.h"

namespace primum::paper {
namespace {

constexpr std::size_t line_letters_max = 76;
constexpr std::size_t words_in_a_line = 5;
constexpr std::string_view line =
    "============================================================================\n";

std::size_t letters(std::string_view text) {
    std::size_t count = 0;
    for (const char byte : text)
        count += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1U : 0U;
    return count;
}

// Words that fill lines, each but the first after `indent` spaces.
std::string folded(std::string_view text, std::size_t indent) {
    std::string lines;
    std::size_t column = indent;
    for (const auto word : split(text, ' ')) {
        if (column > indent && column + 1 + letters(word) > line_letters_max) {
            lines += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            lines += ' ';
            ++column;
        }
        lines += word;
        column += letters(word);
    }
    return lines + "\n";
}

std::string numbered_words(SecretView secret) {
    std::string text;
    const auto words = words_of(secret);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool last = i % words_in_a_line == words_in_a_line - 1;
        text += fmt::format("{:3} {}", i + 1, words[i]);
        text += last ? "\n" : std::string(11 - letters(words[i]), ' ');
    }
    return text;
}

std::string steps(Language language) {
    std::string text;
    const auto& words = page_words();
    for (std::size_t i = 0; i < words.restore.size(); ++i) {
        text += fmt::format("  {}. {}", i + 1, folded(words.restore[i].in(language), 5));
    }
    return text;
}

}  // namespace

std::string as_text(const Page& page, Language language) {
    const auto& words = page_words();
    const auto of =
        say("Ordinateur : {}   Dépôt : {}   {}   Faite le {}",
            "Computer: {}   Repository: {}   {}   Made on {}", page.computer,
            page.repository.substr(0, 8), page.reader, format_time(page.made).substr(0, 10));
    std::string text = "PRIMUM  " + words.title.in(language) + "\n" + of.in(language) + "\n\n";
    text += folded(words.what.in(language), 0) + "\n" + words.numbered.in(language) + "\n\n";
    text += std::string(line) + numbered_words(page.secret) + std::string(line) + "\n";
    for (const auto& advice : words.keep) {
        text += "* " + folded(advice.title.in(language) + ". " + advice.text.in(language), 2);
    }
    text += "\n" + words.restore_title.in(language) + "\n" + steps(language);
    return text + "\n" + folded(words.test.in(language), 0);
}

}  // namespace primum::paper
