#include "formats/host/distribution_calendar.h"

#include <algorithm>

#include "base/text.h"

namespace primum::formats {

std::optional<std::chrono::sys_days> parse_day(std::string_view text) {
    text = trim(text);
    const auto parts = split(text, '-');
    if (parts.size() != 3 || text.size() != 10) return std::nullopt;
    const auto year = parse_number(parts[0]);
    const auto month = parse_number(parts[1]);
    const auto day = parse_number(parts[2]);
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date);
}

std::optional<std::chrono::sys_days> supported_until(std::string_view csv,
                                                     std::string_view series) {
    const auto lines = split(csv, '\n');
    const auto titles = split(trim(lines[0]), ',');
    const auto column = [&](std::string_view title) {
        return static_cast<std::size_t>(std::ranges::find(titles, title) - titles.begin());
    };
    const auto name = column("series");
    for (const auto line : lines) {
        const auto fields = split(trim(line), ',');
        if (name >= fields.size() || fields[name] != series) continue;
        std::optional<std::chrono::sys_days> last;
        for (const auto end : {column("eol"), column("eol-lts")}) {
            const auto day = end < fields.size() ? parse_day(fields[end]) : std::nullopt;
            if (day && (!last || *day > *last)) last = day;
        }
        return last;
    }
    return std::nullopt;
}

}  // namespace primum::formats
