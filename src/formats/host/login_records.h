// When accounts were last used: lastlog(8), wtmp(5) and btmp, as glibc writes them on Linux.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/bytes.h"
#include "base/time.h"

namespace primum::formats {

constexpr std::size_t lastlog_entry_bytes = 292;  // struct lastlog of <bits/utmp.h>.
constexpr std::size_t wtmp_record_bytes = 384;    // struct utmp.

// User number to last login; numbers that never logged in are left out. The file is indexed by
// number and may be sparse: hand over its beginning only.
std::map<std::uint32_t, Time> parse_lastlog(BytesView file);

// Account name to last login (records of type USER_PROCESS). A part of a record at the end is left
// out.
std::map<std::string, Time> parse_wtmp(BytesView file);

}  // namespace primum::formats
