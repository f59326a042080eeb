#include "formats/host/idle_lock.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "formats/host/settings_file.h"

namespace primum::formats {
namespace {

using std::chrono::seconds;

constexpr std::int64_t seconds_max = 10LL * 365 * 24 * 3600;

std::optional<seconds> seconds_of(std::string_view text) {
    const auto number = parse_number(text);
    if (!number || *number > static_cast<std::uint64_t>(seconds_max)) return std::nullopt;
    return seconds(static_cast<std::int64_t>(*number));
}

// What the command of a timeout says: up to the next keyword.
bool command_locks(std::string_view rest) {
    rest = rest.substr(0, std::min(rest.find(" timeout "), rest.size()));
    rest = rest.substr(0, std::min(rest.find(" resume "), rest.size()));
    constexpr std::array<std::string_view, 5> lockers{"swaylock", "gtklock", "hyprlock", "waylock",
                                                      "lock-session"};
    return std::ranges::any_of(lockers, [&](auto locker) { return contains(rest, locker); });
}

void read_swayidle_line(std::string_view line, IdleLock& lock) {
    for (auto at = line.find("timeout "); at != std::string_view::npos;
         at = line.find("timeout ", at + 1)) {
        const bool whole_word = at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t';
        const auto rest = trim(line.substr(at + 8));
        const auto space = std::min(rest.find_first_of(" \t"), rest.size());
        const auto after = seconds_of(rest.substr(0, space));
        if (!whole_word || !after || !command_locks(rest.substr(space))) continue;
        if (!lock.locks || *after < lock.after) lock = {true, *after};
    }
}

// "0:10:00"
std::optional<seconds> clock_time(std::string_view text) {
    seconds total{0};
    for (const auto part : split(trim(text), ':')) {
        const auto number = seconds_of(trim(part));
        if (!number) return std::nullopt;
        total = total * 60 + *number;
        if (total.count() > seconds_max) return std::nullopt;
    }
    return total;
}

struct Unit {
    std::string_view name;
    std::int64_t length;
};
constexpr std::array units{Unit{"s", 1},       Unit{"sec", 1},      Unit{"second", 1},
                           Unit{"seconds", 1}, Unit{"m", 60},       Unit{"min", 60},
                           Unit{"minute", 60}, Unit{"minutes", 60}, Unit{"h", 3600},
                           Unit{"hr", 3600},   Unit{"hour", 3600},  Unit{"hours", 3600},
                           Unit{"d", 86400},   Unit{"day", 86400},  Unit{"days", 86400}};

}  // namespace

IdleLock parse_swayidle(std::string_view text) {
    IdleLock lock;
    std::string line;
    for (const auto piece : split(text, '\n')) {
        const auto trimmed = trim(piece);
        line += ' ';
        line += trimmed.ends_with('\\') ? trimmed.substr(0, trimmed.size() - 1) : trimmed;
        if (trimmed.ends_with('\\') && line.size() < 10000) continue;
        if (!trim(line).starts_with('#')) read_swayidle_line(line, lock);
        line.clear();
    }
    return lock;
}

XScreensaverSettings parse_xscreensaver(std::string_view text) {
    XScreensaverSettings settings;
    for (auto line : split(text, '\n')) {
        line = trim(line);
        if (line.starts_with('*')) line.remove_prefix(1);  // As an X resource.
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || line.starts_with('!')) continue;
        const auto key = line.substr(0, colon);
        const auto value = trim(line.substr(colon + 1));
        if (key == "lock") settings.locks = parse_flag(value);
        if (key == "mode") settings.is_on = !equal_ignoring_case(value, "off");
        if (key == "timeout") settings.timeout = clock_time(value);
        if (key == "lockTimeout") settings.lock_timeout = clock_time(value);
    }
    return settings;
}

std::optional<seconds> parse_time_span(std::string_view text) {
    seconds total{0};
    text = trim(text);
    if (text.empty()) return std::nullopt;
    while (!text.empty()) {
        const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
        const auto number = seconds_of(text.substr(0, digits));
        text = trim(text.substr(digits));
        const auto letters = std::min(text.find_first_of("0123456789 \t"), text.size());
        const auto unit_name = text.substr(0, letters);
        text = trim(text.substr(letters));
        const auto unit = std::ranges::find(units, unit_name, &Unit::name);
        if (!number || (!unit_name.empty() && unit == units.end())) return std::nullopt;
        total += *number * (unit_name.empty() ? 1 : unit->length);
        if (total.count() > seconds_max) return std::nullopt;
    }
    return total;
}

}  // namespace primum::formats
