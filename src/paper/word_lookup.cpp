#include <algorithm>
#include <array>
#include <ranges>

#include "base/check.h"
#include "base/text.h"
#include "paper/word_list.h"

namespace primum::paper {

std::string plain_letters(std::string_view text) {
    // The letters with accents that French words have, composed (NFC), and what they are without.
    static constexpr std::array<std::pair<std::string_view, char>, 15> accents{{
        {"\u00E0", 'a'},
        {"\u00E2", 'a'},
        {"\u00E4", 'a'},
        {"\u00E7", 'c'},
        {"\u00E8", 'e'},
        {"\u00E9", 'e'},
        {"\u00EA", 'e'},
        {"\u00EB", 'e'},
        {"\u00EE", 'i'},
        {"\u00EF", 'i'},
        {"\u00F4", 'o'},
        {"\u00F6", 'o'},
        {"\u00F9", 'u'},
        {"\u00FB", 'u'},
        {"\u00FC", 'u'},
    }};
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char letter = text[at];
        if (letter >= 'A' && letter <= 'Z') plain += static_cast<char>(letter - 'A' + 'a');
        if (letter >= 'a' && letter <= 'z') plain += letter;
        if (at + 1 == text.size() || letter != '\xC3') continue;
        // U+00C0 to U+00DE are the capitals, 32 below; both are C3 and one byte in UTF-8.
        const auto second = static_cast<unsigned char>(text[at + 1]);
        const std::string composed{'\xC3',
                                   static_cast<char>(second < 0xA0 ? second + 0x20 : second)};
        const auto known = std::ranges::find(
            accents, composed, [](const auto& pair) { return std::string(pair.first); });
        if (known != accents.end()) plain += known->second;
        ++at;
    }
    return plain;
}

namespace {

struct List {
    std::array<std::string_view, list_length> words;
    std::array<std::string, list_length> plain;

    List() {
        const auto parts = split(word_list, ' ');
        CHECK(parts.size() == list_length + 1 && parts.back().empty());
        std::copy_n(parts.begin(), list_length, words.begin());
        std::ranges::transform(words, plain.begin(), plain_letters);
    }
};

const List& list() {
    static const List read_once;
    return read_once;
}

// Levenshtein's distance: letters to change, add or leave out.
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = i;
    for (std::size_t i = 0; i < left.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const auto change = diagonal + (left[i] == right[j] ? 0U : 1U);
            diagonal = row[j + 1];
            row[j + 1] = std::min({change, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

constexpr std::size_t prefix_length = 4;  // No two words of the list share so many.

}  // namespace

std::string_view word(std::uint16_t number) { return list().words[number]; }

std::optional<std::uint16_t> number_of(std::string_view typed) {
    const auto plain = plain_letters(typed);
    if (plain.size() < prefix_length) return std::nullopt;
    for (std::size_t number = 0; number < list_length; ++number) {
        const auto& known = list().plain[number];
        const bool same =
            plain == known || (plain.size() == prefix_length && known.starts_with(plain));
        if (same) return static_cast<std::uint16_t>(number);
    }
    return std::nullopt;
}

std::vector<std::string_view> nearest_words(std::string_view typed, std::size_t count) {
    const auto plain = plain_letters(typed);
    std::vector<std::pair<std::size_t, std::size_t>> ranked;
    for (std::size_t number = 0; number < list_length; ++number) {
        ranked.emplace_back(distance(plain, list().plain[number]), number);
    }
    std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(count));
    std::vector<std::string_view> nearest;
    for (const auto& [ignored, number] :
         std::views::take(ranked, static_cast<std::ptrdiff_t>(count))) {
        nearest.push_back(list().words[number]);
    }
    return nearest;
}

}  // namespace primum::paper
