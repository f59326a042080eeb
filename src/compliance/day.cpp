#include "compliance/day.h"

#include <fmt/format.h>

#include "base/text.h"
#include "os/local_time.h"

namespace primum::compliance {
namespace {

constexpr unsigned year_min = 1900;
constexpr unsigned year_max = 2200;

struct Parts {
    int year;
    unsigned month;
    unsigned day;
};

Parts parts_of(Day day) {
    const std::chrono::year_month_day date(day);
    return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day())};
}

}  // namespace

std::optional<Day> parse_day(std::string_view text) {
    const bool french = text.find('/') != std::string_view::npos;
    const auto parts = split(text, french ? '/' : '-');
    if (parts.size() != 3) return std::nullopt;
    const auto year_text = parts[french ? 2 : 0];
    const auto year = parse_number(year_text);
    const auto month = parse_number(parts[1]);
    const auto day = parse_number(parts[french ? 0 : 2]);
    if (!year || !month || !day || year_text.size() != 4) return std::nullopt;
    if (*year < year_min || *year > year_max || *month > 12 || *day > 31) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return Day(date);
}

std::string format_day(Day day) {
    const auto [year, month, number] = parts_of(day);
    return fmt::format("{:04}-{:02}-{:02}", year, month, number);
}

Day add_months(Day day, int months) {
    const std::chrono::year_month_day date(day);
    auto later = date + std::chrono::months(months);
    if (!later.ok()) later = later.year() / later.month() / std::chrono::last;
    return later;
}

Day local_day_of(Time time) {
    // A clock set to another age, or a value kept by a former version: the day of UTC will do.
    return parse_day(os::local_day(time)).value_or(std::chrono::floor<std::chrono::days>(time));
}

}  // namespace primum::compliance
