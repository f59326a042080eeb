#include "formats/host/virus_list.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace primum::formats {

std::optional<std::chrono::sys_days> parse_clamav_header(std::string_view beginning) {
    constexpr std::string_view magic = "ClamAV-VDB:";
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (!beginning.starts_with(magic)) return std::nullopt;
    beginning.remove_prefix(magic.size());
    const auto words = split(trim(beginning.substr(0, beginning.find(':'))), ' ');
    if (words.size() < 3) return std::nullopt;
    const auto day = parse_number(words[0]);
    const auto month = std::ranges::find(months, words[1]);
    const auto year = parse_number(words[2]);
    if (!day || *day > 31 || month == months.end() || !year || *year > 9999) return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year(static_cast<int>(*year)),
        std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
        std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date);
}

}  // namespace primum::formats
