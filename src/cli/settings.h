// Settings: what a practice may write down once in primum.toml, instead of saying it each time.
//
//     [practice]
//     name = "Cabinet des Tilleuls"       # for judging passwords, never sent
//     city = "Angers"
//     wifi = ["Cabinet", "Cabinet-5G"]    # the practice's own networks
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace primum::cli {

struct Settings {
    std::string practice_name;
    std::string practice_city;
    std::vector<std::string> practice_wifi;  // Names, or hardware addresses of access points.
};

constexpr std::size_t settings_bytes_max = 64UL * 1024;

// $XDG_CONFIG_HOME/primum/primum.toml (else ~/.config/…), else /etc/primum/primum.toml; none of
// them is as good as an empty one. ErrorKind::usage when it is badly written.
Result<Settings> load_settings();

// `file` is for the messages.
Result<Settings> parse_settings(std::string_view text, const std::filesystem::path& file);

}  // namespace primum::cli
