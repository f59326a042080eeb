// How old an antivirus's list is: the header of a ClamAV database (.cvd, .cld).
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace primum::formats {

// "ClamAV-VDB:14 Sep 2026 07-26 -0400:27399:…": the day it was built. Nothing where it is no
// header.
std::optional<std::chrono::sys_days> parse_clamav_header(std::string_view beginning);

}  // namespace primum::formats
