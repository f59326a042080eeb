#include "report/words.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.h"
#include "base/typography.h"

namespace primum::report {
namespace {

constexpr std::string_view thin_space = "\u202f";  // Narrow, and no line ends at it.
constexpr std::string_view hard_space = "\u00a0";

}  // namespace

std::string severity_word(controls::Severity severity, Language language) {
    const bool french = language == Language::french;
    switch (severity) {
        case controls::Severity::critical:
            return french ? "CRITIQUE" : "CRITICAL";
        case controls::Severity::high:
            return french ? "ÉLEVÉ" : "HIGH";
        case controls::Severity::medium:
            return french ? "MOYEN" : "MEDIUM";
        case controls::Severity::low:
            return french ? "FAIBLE" : "LOW";
    }
    CHECK(false);
    return {};
}

std::string severity_label(controls::Severity severity, Language language) {
    const bool french = language == Language::french;
    switch (severity) {
        case controls::Severity::critical:
            return french ? "Critique" : "Critical";
        case controls::Severity::high:
            return french ? "Élevée" : "High";
        case controls::Severity::medium:
            return french ? "Moyenne" : "Medium";
        case controls::Severity::low:
            return french ? "Faible" : "Low";
    }
    CHECK(false);
    return {};
}

std::string time_word(Time time, Language language) {
    const auto clock = format_time(time).substr(11, 5);  // "2026-11-24T03:05:22Z"
    const auto* at = language == Language::french ? " à " : " ";
    return day_word(time, language) + at + clock + " (UTC)";
}

std::string day_word(Time time, Language language) {
    const auto stamp = format_time(time);
    if (language == Language::english) return stamp.substr(0, 10);
    return fmt::format("{}/{}/{}", stamp.substr(8, 2), stamp.substr(5, 2), stamp.substr(0, 4));
}

std::string long_day(Time time, Language language) {
    return day_in_words(std::chrono::floor<std::chrono::days>(time), language);
}

std::string duration_word(std::int64_t milliseconds, Language language) {
    return fmt::format("{}{}{} s", milliseconds / 1000, language == Language::french ? ',' : '.',
                       milliseconds % 1000 / 100);
}

std::string number_word(std::int64_t number, Language language) {
    auto digits = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t place = digits.size(); place > first + 3;) {
        place -= 3;
        digits.insert(place, language == Language::french ? thin_space : ",");
    }
    return digits;
}

const Sentence& count_noun(std::int64_t count, const Sentence& one, const Sentence& many,
                           Language language) {
    // French counts zero in the singular.
    const bool singular = count == 1 || (count == 0 && language == Language::french);
    return singular ? one : many;
}

std::string count_word(std::int64_t count, const Sentence& one, const Sentence& many,
                       Language language) {
    return fmt::format("{} {}", count, count_noun(count, one, many, language).in(language));
}

Sentence list_is_cut() {
    return {"La liste est coupée à sa limite : il y en a davantage.",
            "The list is cut at its limit: there are more."};
}

Sentence uncounted_doors(std::int64_t doors, Language language) {
    return count_noun(doors,
                      {"porte ouverte sur des dossiers que Primum n'a pas pu compter.",
                       "open door to records that Primum could not count."},
                      {"portes ouvertes sur des dossiers que Primum n'a pas pu compter.",
                       "open doors to records that Primum could not count."},
                      language);
}

namespace {

// The space that stands at `at` in a French sentence, given what is around it.
std::string_view french_space(std::string_view text, std::size_t at) {
    const auto before = text.substr(0, at);
    const auto after = text.substr(at + 1);
    if (after.starts_with(':') || before.ends_with("n°")) return hard_space;
    for (const std::string_view sign : {";", "!", "?", "»", "%", "€"}) {
        if (after.starts_with(sign)) return thin_space;
    }
    if (before.ends_with("«")) return thin_space;
    const bool is_thousands = at > 0 && is_digit(before.back()) && after.size() >= 3 &&
                              std::ranges::all_of(after.substr(0, 3), is_digit) &&
                              (after.size() == 3 || !is_digit(after[3]));
    return is_thousands ? thin_space : " ";
}

}  // namespace

std::string typographic(std::string_view text, Language language) {
    std::string set;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\'') {
            set += "’";
        } else if (text[i] == ' ' && language == Language::french) {
            set += french_space(text, i);
        } else {
            set += text[i];
        }
    }
    return set;
}

}  // namespace primum::report
