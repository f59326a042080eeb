// Settings: the three shapes of text in which Linux programs keep their settings.
//
//   parse_key_file      [group] and key=value    GNOME, KDE, display managers, systemd,
//   NetworkManager parse_assignments   KEY="value"              os-release(5), /etc/default,
//   ufw.conf parse_words         KEY value, key = value   login.defs(5), pwquality.conf(5),
//   faillock.conf(5)
//
// Any text is a settings file: a line that is none is left out, like the programs themselves do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace primum::formats {

struct Setting {
    std::string group;  // Without brackets; empty before the first group, and where there is none.
    std::string key;    // Empty: the group as a whole, where it is fixed.
    std::string value;
    bool fixed = false;  // KDE's [$i]: what later files say of it does not count.
};

class Settings {
public:
    static constexpr std::size_t settings_max = 20000;  // What follows is left out.

    void add(Setting setting);
    void append(const Settings& later);  // Whose values win, but over what is fixed here.

    const std::vector<Setting>& all() const { return settings_; }
    // The last value wins, as in all these programs. The view lives as long as this object.
    std::optional<std::string_view> find(std::string_view group, std::string_view key) const;
    std::optional<std::string_view> find(std::string_view key) const { return find("", key); }

private:
    std::vector<Setting> settings_;
};

Settings parse_key_file(std::string_view text);
Settings parse_assignments(std::string_view text);
Settings parse_words(std::string_view text);

// "true", "yes", "on", "1" and "false", "no", "off", "0", in any case.
std::optional<bool> parse_flag(std::string_view text);
// A whole number with an optional sign.
std::optional<std::int64_t> parse_signed(std::string_view text);

}  // namespace primum::formats
