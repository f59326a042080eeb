#include "formats/host/package_log.h"

#include <string>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t time_length = 19;  // "2026-11-27 01:40:12"

std::optional<Time> time_of(std::string_view line) {
    if (line.size() <= time_length || line[10] != ' ') return std::nullopt;
    auto text = std::string(line.substr(0, time_length)) + "Z";
    text[10] = 'T';
    return parse_time(text);
}

}  // namespace

PackageLog parse_package_log(std::string_view text) {
    PackageLog log;
    for (const auto line : split(text, '\n')) {
        const auto time = time_of(line);
        if (!time) continue;
        const auto action = line.substr(time_length + 1);
        if (!log.first || *time < *log.first) log.first = time;
        auto& last = action.starts_with("upgrade ") ? log.last_upgraded : log.last_installed;
        const bool counts = action.starts_with("upgrade ") || action.starts_with("install ");
        if (counts && (!last || *time > *last)) last = time;
    }
    return log;
}

}  // namespace primum::formats
