#include "formats/health/calendar.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace primum::formats {
namespace {

bool begins_with(std::string_view line, std::string_view word) {
    return line.size() >= word.size() && equal_ignoring_case(line.substr(0, word.size()), word);
}

// "SUMMARY:...", "SUMMARY;LANGUAGE=fr:...": what stands after the colon.
std::string_view value_of(std::string_view line) {
    static constexpr std::array<std::string_view, 3> names{"SUMMARY", "DESCRIPTION", "NOTE"};
    const auto is_one = [&](std::string_view name) {
        return begins_with(line, name) && line.size() > name.size() &&
               (line[name.size()] == ':' || line[name.size()] == ';');
    };
    if (!std::ranges::any_of(names, is_one)) return {};
    const auto colon = line.find(':');
    return colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
}

}  // namespace

std::size_t walk_calendar(std::string_view text,
                          const std::function<void(std::string_view line)>& line) {
    std::size_t entries = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto current = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (begins_with(current, "BEGIN:VEVENT") || begins_with(current, "BEGIN:VCARD")) ++entries;
        if (const auto value = value_of(current); !value.empty()) line(value);
    }
    return entries;
}

}  // namespace primum::formats
