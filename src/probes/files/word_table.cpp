#include "probes/files/word_table.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "base/text.h"
#include "probes/files/section_file.h"

namespace primum::probes {
namespace {

constexpr std::string_view file_name = "words.txt";
constexpr int weight_max = 9;

constexpr std::array<std::string_view, word_class_count> names{
    "stem",        "document",  "correspondence", "prescription", "subject",   "history",
    "examination", "finding",   "treatment",      "course",       "condition", "drug",
    "birth",       "number",    "record",         "title",        "doctor",    "age",
    "care",        "leaflet",   "research",       "guidance",     "program",   "terminology",
    "treatise",    "elsewhere", "payroll",        "foreign"};

std::optional<WordClass> sign_named(std::string_view name) {
    const auto* const found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<WordClass>(found - names.begin());
}

// What fold_french() can give, and "N" for a number.
bool can_be_folded(std::string_view phrase) {
    return std::ranges::all_of(phrase, [](char letter) {
        return letter == 'N' ||
               (letter >= ' ' && letter < 0x7f && !(letter >= 'A' && letter <= 'Z'));
    });
}

struct Heading {
    WordClass sign;
    int weight = 0;
};

Result<Heading> parse_heading(const Section& section) {
    const auto parts = split(section.name, ' ');
    const auto sign = sign_named(parts[0]);
    const auto weight = parts.size() == 2 ? parse_number(parts[1]) : std::nullopt;
    if (!sign) {
        return wrong_line(file_name, section.line,
                          say("classe inconnue : {}", "unknown class: {}", parts[0]));
    }
    if (!weight || *weight > weight_max) {
        return wrong_line(
            file_name, section.line,
            say("il faut un poids de 0 à {}", "a weight from 0 to {} is needed", weight_max));
    }
    return Heading{*sign, static_cast<int>(*weight)};
}

}  // namespace

std::string_view name_of(WordClass sign) { return names.at(static_cast<std::size_t>(sign)); }

Result<std::vector<Word>> parse_words(std::string_view text) {
    std::vector<Word> words;
    std::unordered_set<std::string> seen;
    std::unordered_set<std::string> stems;
    for (const auto& section : TRY(parse_sections(file_name, text))) {
        const auto heading = TRY(parse_heading(section));
        for (const auto& entry : section.entries) {
            Word word{.sign = heading.sign, .weight = heading.weight, .phrase = entry.text};
            if (word.phrase.ends_with('*')) {
                word.any_ending = true;
                word.phrase.pop_back();
            }
            if (word.phrase.starts_with('*')) {
                word.any_beginning = true;
                word.phrase.erase(0, 1);
            }
            const bool has_right_length =
                word.phrase.size() >= phrase_length_min && word.phrase.size() <= phrase_length_max;
            if (!has_right_length || !can_be_folded(word.phrase)) {
                return wrong_line(
                    file_name, entry.line,
                    {"seulement des lettres minuscules sans accents, de deux à cent vingt",
                     "only small letters without accents, two to a hundred and twenty"});
            }
            // A stem may be a word too: it is looked for apart.
            const bool is_new = word.sign == WordClass::stem ? stems.insert(word.phrase).second
                                                             : seen.insert(word.phrase).second;
            if (!is_new) {
                return wrong_line(file_name, entry.line,
                                  say("« {} » y est déjà", "\"{}\" is there already", word.phrase));
            }
            words.push_back(std::move(word));
        }
    }
    if (words.size() > words_max) {
        return wrong_line(file_name, 1, say("plus de {} mots", "more than {} words", words_max));
    }
    return words;
}

}  // namespace primum::probes
