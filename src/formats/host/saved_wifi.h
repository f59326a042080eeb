// The Wi-Fi networks that a computer remembers, as the three programs that join them keep them:
//
//   NetworkManager  one key file a network      nm-settings-keyfile(5)
//   wpa_supplicant  network={…} blocks          wpa_supplicant.conf(5)
//   iwd             one key file a network      iwd.network(5)
//
// A key is measured and forgotten: its length and its kind leave these functions, it does not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace primum::formats {

struct SavedWifi {
    std::string ssid;                  // Its bytes.
    std::string security = "unknown";  // open, OWE, WEP, PSK, SAE, Enterprise or unknown.
    bool joins_alone = true;
    std::optional<std::int64_t> key_characters;  // Nothing where no key is kept in the file.
    std::string key_kind;                        // digits, hexadecimal, letters or mixed.
};

constexpr std::size_t saved_wifi_max = 1000;  // Of one file; what follows is left out.

// Nothing when the profile is not a Wi-Fi network to join.
std::optional<SavedWifi> parse_network_manager_profile(std::string_view text);

std::vector<SavedWifi> parse_wpa_supplicant(std::string_view text);

// `name` is the file's: "Cabinet.psk", or "=" and the name in hexadecimal. Nothing for other files.
std::optional<SavedWifi> parse_iwd_network(std::string_view name, std::string_view text);

}  // namespace primum::formats
