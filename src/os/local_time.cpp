#include "os/local_time.h"

#include <ctime>

#include <fmt/format.h>

namespace primum::os {
namespace {

std::tm local(Time time) {
    const std::time_t seconds = time.time_since_epoch().count();
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    return parts;
}

}  // namespace

std::string local_moment(Time time) {
    const auto parts = local(time);
    return fmt::format("{} {:02}:{:02}", local_day(time), parts.tm_hour, parts.tm_min);
}

std::string local_day(Time time) {
    const auto parts = local(time);
    return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

std::optional<Time> time_of_local(std::string_view text) {
    if (text.size() != 16 || (text[10] != ' ' && text[10] != 'T')) return std::nullopt;
    std::string in_utc(text);
    in_utc[10] = 'T';
    const auto as_if_utc = parse_time(in_utc + ":00Z");
    if (!as_if_utc) return std::nullopt;
    // The parts are those of UTC; mktime() then reads them by the local zone.
    const std::time_t seconds = as_if_utc->time_since_epoch().count();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    parts.tm_isdst = -1;
    const auto found = ::mktime(&parts);
    if (found == -1) return std::nullopt;
    const Time time{std::chrono::seconds(found)};
    // A minute that spring skips is no minute of the wall.
    in_utc[10] = ' ';
    if (local_moment(time) != in_utc) return std::nullopt;
    return time;
}

}  // namespace primum::os
