// Local time: what the clock on the wall shows, by this computer's time zone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace primum::os {

// "2026-11-27 09:30": the minute that holds `time`.
std::string local_moment(Time time);
// "2026-11-27".
std::string local_day(Time time);

// Of "2026-11-27 09:30" or, as browsers send it, "2026-11-27T09:30". Nothing when there is no such
// day or minute. A minute that the change of hour repeats is taken as the first.
std::optional<Time> time_of_local(std::string_view text);

}  // namespace primum::os
