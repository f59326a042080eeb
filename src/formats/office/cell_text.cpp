#include "formats/office/cell_text.h"

#include <chrono>
#include <cmath>

#include <fmt/format.h>

namespace primum::formats {
namespace {

std::string text_of_date(double value, DateSystem dates) {
    using namespace std::chrono;
    // Day 0 is chosen so that days after February 1900 are right in spite of the 29th it never had.
    const auto origin = dates == DateSystem::since_1900 ? sys_days{year{1899} / December / 30}
                                                        : sys_days{year{1904} / January / 1};
    const year_month_day day{origin + days{static_cast<int>(value)}};
    return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(day.day()),
                       static_cast<unsigned>(day.month()), static_cast<int>(day.year()));
}

}  // namespace

CellStyle style_of_format(std::uint32_t number) {
    const bool date = (number >= 14 && number <= 17) || number == 22 ||
                      (number >= 27 && number <= 36) || (number >= 50 && number <= 58);
    return date ? CellStyle::date : CellStyle::number;
}

CellStyle style_of_format(std::string_view written) {
    bool quoted = false, bracketed = false, day = false, year = false;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const char character = written[i];
        if (character == '\\') ++i;
        if (character == '"') quoted = !quoted;
        if (character == '[') bracketed = true;
        if (character == ']') bracketed = false;
        if (quoted || bracketed) continue;
        day |= character == 'd' || character == 'D' || character == 'j' || character == 'J';
        year |= character == 'y' || character == 'Y' || character == 'a';
    }
    return day && year ? CellStyle::date : CellStyle::number;
}

std::string text_of_number(double value, CellStyle style, DateSystem dates) {
    constexpr double last_date = 2'958'466, exact_max = 1e15;
    if (!std::isfinite(value)) return {};
    if (style == CellStyle::date && value >= 1 && value < last_date) {
        return text_of_date(value, dates);
    }
    if (value == std::floor(value) && std::abs(value) < exact_max) {
        return fmt::format("{}", static_cast<std::int64_t>(value));
    }
    return fmt::format("{:.10g}", value);
}

}  // namespace primum::formats
