// Until when releases of Debian and Ubuntu get security updates: the lists of distro-info-data,
// /usr/share/distro-info/debian.csv and ubuntu.csv.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace primum::formats {

// The last day of the release `series` ("bookworm") with updates that everybody gets: Debian's
// volunteer long-term support counts; paid ones (ELTS, Ubuntu Pro) do not. Nothing where the list
// does not name it.
std::optional<std::chrono::sys_days> supported_until(std::string_view csv, std::string_view series);

// "2028-06-30", and nothing else.
std::optional<std::chrono::sys_days> parse_day(std::string_view text);

}  // namespace primum::formats
