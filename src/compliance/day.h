// Day: calendar days, in which the law counts.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/sentence.h"
#include "base/time.h"
#include "base/typography.h"

namespace primum::compliance {

using Day = std::chrono::sys_days;

// "2026-11-27", or as the French write it: "27/11/2026".
std::optional<Day> parse_day(std::string_view text);
std::string format_day(Day day);  // "2026-11-27"

// The same day so many months later, or the last of that month where there is none.
Day add_months(Day day, int months);

// The day it is on this computer's wall.
Day local_day_of(Time time);

}  // namespace primum::compliance
