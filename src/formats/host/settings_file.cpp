#include "formats/host/settings_file.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/text.h"

namespace primum::formats {
namespace {

bool is_comment(std::string_view line) {
    return line.empty() || line.starts_with('#') || line.starts_with(';');
}

// KDE marks keys: Autolock[$i]=true is Autolock, not to be changed. [fr] is a translation.
std::string_view without_mark(std::string_view key) {
    const auto mark = key.find("[$");
    return trim(mark == std::string_view::npos ? key : key.substr(0, mark));
}

std::string_view without_quotes(std::string_view text) {
    if (text.size() < 2) return text;
    const char quote = text.front();
    const bool quoted = (quote == '"' || quote == '\'') && text.back() == quote;
    return quoted ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

void Settings::add(Setting setting) {
    if (settings_.size() < settings_max) settings_.push_back(std::move(setting));
}

void Settings::append(const Settings& later) {
    for (const auto& setting : later.settings_) add(setting);
}

std::optional<std::string_view> Settings::find(std::string_view group, std::string_view key) const {
    const auto found = std::find_if(
        settings_.rbegin(), settings_.rend(),
        [&](const Setting& setting) { return setting.group == group && setting.key == key; });
    if (found == settings_.rend()) return std::nullopt;
    return found->value;
}

Settings parse_key_file(std::string_view text) {
    Settings settings;
    std::string_view group;
    for (auto line : split(text, '\n')) {
        line = trim(line);
        if (is_comment(line)) continue;
        if (line.starts_with('[') && line.ends_with(']')) {
            group = line.substr(1, line.size() - 2);
            continue;
        }
        const auto equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        settings.add({.group = std::string(group),
                      .key = std::string(without_mark(line.substr(0, equals))),
                      .value = std::string(trim(line.substr(equals + 1)))});
    }
    return settings;
}

Settings parse_assignments(std::string_view text) {
    Settings settings;
    for (auto line : split(text, '\n')) {
        line = trim(line);
        if (line.starts_with("export ")) line = trim(line.substr(7));
        const auto equals = line.find('=');
        if (is_comment(line) || equals == std::string_view::npos) continue;
        settings.add({.key = std::string(trim(line.substr(0, equals))),
                      .value = std::string(without_quotes(trim(line.substr(equals + 1))))});
    }
    return settings;
}

Settings parse_words(std::string_view text) {
    Settings settings;
    for (auto line : split(text, '\n')) {
        line = trim(line.substr(0, line.find('#')));
        if (is_comment(line)) continue;
        const auto end = std::min(line.find_first_of(" \t="), line.size());
        const auto value = line.substr(std::min(line.find_first_not_of(" \t=", end), line.size()));
        settings.add(
            {.key = std::string(line.substr(0, end)), .value = std::string(without_quotes(value))});
    }
    return settings;
}

std::optional<bool> parse_flag(std::string_view text) {
    const auto word = lower_case(trim(text));
    constexpr std::array<std::string_view, 4> yes{"true", "yes", "on", "1"};
    constexpr std::array<std::string_view, 4> no{"false", "no", "off", "0"};
    if (std::ranges::find(yes, word) != yes.end()) return true;
    if (std::ranges::find(no, word) != no.end()) return false;
    return std::nullopt;
}

std::optional<std::int64_t> parse_signed(std::string_view text) {
    text = trim(text);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    const auto number = parse_number(text);
    if (!number || *number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return std::nullopt;
    }
    const auto value = static_cast<std::int64_t>(*number);
    return negative ? -value : value;
}

}  // namespace primum::formats
