#include "base/typography.h"

#include <algorithm>
#include <array>

namespace primum {
namespace {

constexpr std::array<std::string_view, 12> french_months{
    "janvier", "février", "mars",      "avril",   "mai",      "juin",
    "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
constexpr std::array<std::string_view, 12> english_months{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

struct DayParts {
    int year;
    unsigned month;
    unsigned number;
};

DayParts parts_of(std::chrono::sys_days day) {
    const std::chrono::year_month_day date(day);
    return {int(date.year()), unsigned(date.month()), unsigned(date.day())};
}

}  // namespace

std::string day_in_words(std::chrono::sys_days day, Language language) {
    const auto [year, month, number] = parts_of(day);
    if (language == Language::english) {
        return fmt::format("{} {} {}", number, english_months.at(month - 1), year);
    }
    return fmt::format("{}{} {} {}", number, number == 1 ? "er" : "", french_months.at(month - 1),
                       year);
}

std::string short_day(std::chrono::sys_days day, Language language) {
    const auto [year, month, number] = parts_of(day);
    if (language == Language::french) return fmt::format("{:02}/{:02}/{}", number, month, year);
    return fmt::format("{} {:.3} {}", number, english_months.at(month - 1), year);
}

std::string french_spacing(std::string_view text) {
    constexpr std::string_view unbreakable = "\u00a0";
    constexpr std::array<std::string_view, 5> followers{":", ";", "?", "!", "»"};
    std::string spaced;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto rest = text.substr(i + 1);
        const bool before = std::ranges::any_of(
            followers, [&](std::string_view follower) { return rest.starts_with(follower); });
        const bool after = spaced.ends_with("«");
        if (text[i] == ' ' && (before || after)) {
            spaced += unbreakable;
        } else {
            spaced += text[i];
        }
    }
    return spaced;
}

}  // namespace primum
