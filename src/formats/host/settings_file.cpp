#include "formats/host/settings_file.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>

#include "base/text.h"

namespace primum::formats {
namespace {

bool is_comment(std::string_view line) {
    return line.empty() || line.starts_with('#') || line.starts_with(';');
}

// KDE marks keys, groups and whole files: Autolock[$i]=true is Autolock, not to be changed by what
// is read later (KDE System Administration, "Kiosk"). [fr] is a translation.
struct Marked {
    std::string_view name;
    bool fixed = false;
};

Marked read_mark(std::string_view text) {
    const auto mark = text.find("[$");
    if (mark == std::string_view::npos) return {trim(text)};
    const auto options = text.substr(mark, text.find(']', mark) - mark);
    return {trim(text.substr(0, mark)), options.find('i') != std::string_view::npos};
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
    std::set<std::pair<std::string_view, std::string_view>> fixed;
    for (const auto& setting : settings_) {
        if (setting.fixed) fixed.emplace(setting.group, setting.key);
    }
    std::vector<Setting> more;
    for (const auto& setting : later.settings_) {
        const std::string_view group = setting.group;
        const bool is_fixed = fixed.contains({"", ""}) || fixed.contains({group, ""}) ||
                              fixed.contains({group, setting.key});
        if (!is_fixed) more.push_back(setting);
    }
    for (auto& setting : more) add(std::move(setting));
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
            const auto [name, fixed] = read_mark(line);
            group = name.empty() ? name : name.substr(1, name.size() - 2);
            if (fixed)
                settings.add({.group = std::string(group), .key = {}, .value = {}, .fixed = true});
            continue;
        }
        const auto equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        const auto [key, fixed] = read_mark(line.substr(0, equals));
        settings.add({.group = std::string(group),
                      .key = std::string(key),
                      .value = std::string(trim(line.substr(equals + 1))),
                      .fixed = fixed && !key.empty()});
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
