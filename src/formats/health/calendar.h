// Calendar: appointments (iCalendar, RFC 5545) and cards (vCard, RFC 6350), as texts of their
// entries.
#pragma once

#include <functional>
#include <string_view>

namespace primum::formats {

// Calls `entry` with what a person wrote in each event or card (SUMMARY, DESCRIPTION, NOTE), a line
// after the other. Lines that go on (RFC 5545 §3.1) are not joined. Gives the number of entries.
std::size_t walk_calendar(std::string_view text,
                          const std::function<void(std::string_view line)>& line);

}  // namespace primum::formats
