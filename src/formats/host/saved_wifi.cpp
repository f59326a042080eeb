#include "formats/host/saved_wifi.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "base/hex.h"
#include "base/text.h"
#include "formats/host/settings_file.h"

namespace primum::formats {
namespace {

constexpr std::size_t ssid_bytes_max = 32;  // IEEE 802.11-2020, 9.4.2.2.
constexpr std::size_t derived_key_digits = 64;

bool is_hexadecimal(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void measure(SavedWifi& network, std::string_view key) {
    if (key.empty()) return;
    // A passphrase has at most 63 characters: this is the key that was derived from one.
    const bool is_derived =
        key.size() == derived_key_digits && std::ranges::all_of(key, is_hexadecimal);
    if (is_derived) return;
    network.key_characters = static_cast<std::int64_t>(key.size());
    network.key_kind = "mixed";
    if (std::ranges::all_of(key, is_letter)) network.key_kind = "letters";
    if (std::ranges::all_of(key, is_hexadecimal)) network.key_kind = "hexadecimal";
    if (std::ranges::all_of(key, is_digit)) network.key_kind = "digits";
}

// NetworkManager writes a name as it is, or as its bytes: "67;97;98;".
std::string network_manager_ssid(std::string_view text) {
    const bool is_list = text.ends_with(';') &&
                         std::ranges::all_of(text, [](char c) { return is_digit(c) || c == ';'; });
    if (!is_list) return std::string(text.substr(0, ssid_bytes_max));
    std::string bytes;
    for (const auto part : split(text, ';')) {
        const auto byte = parse_signed(part);
        if (byte && *byte <= 0xFF && bytes.size() < ssid_bytes_max) {
            bytes += static_cast<char>(*byte);
        }
    }
    return bytes;
}

std::string security_of_key_management(std::string_view word) {
    const auto name = lower_case(word);
    if (name.empty()) return "open";
    if (contains(name, "sae")) return "SAE";
    if (contains(name, "owe")) return "OWE";
    if (contains(name, "eap")) return "Enterprise";
    if (contains(name, "psk")) return "PSK";
    if (name == "ieee8021x") return "WEP";  // Dynamic WEP.
    return "unknown";
}

// In quotes as it is; without, in hexadecimal.
std::string wpa_supplicant_string(std::string_view value) {
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
        return std::string(value.substr(1, value.size() - 2));
    }
    return text_of_hex(value);
}

// One line of a network={…} block.
void take_line(SavedWifi& network, std::string_view key, std::string_view value) {
    if (key == "ssid") network.ssid = wpa_supplicant_string(value).substr(0, ssid_bytes_max);
    if (key == "disabled") network.joins_alone = value != "1";
    if (key == "key_mgmt" && network.security != "WEP") {
        network.security = value == "NONE" ? "open" : security_of_key_management(value);
    }
    if (key.starts_with("wep_key")) network.security = "WEP";
    // Without quotes it is the key that was derived, which says nothing of what a person chose.
    const bool is_chosen = value.size() >= 2 && value.front() == '"';
    if (key == "psk" || key == "sae_password") {
        if (is_chosen) measure(network, wpa_supplicant_string(value));
    }
}

}  // namespace

std::optional<SavedWifi> parse_network_manager_profile(std::string_view text) {
    const auto settings = parse_key_file(text);
    // Profiles of older versions name the technology by its standard.
    const bool is_old = settings.find("connection", "type") == "802-11-wireless";
    const std::string group = is_old ? "802-11-wireless" : "wifi";
    if (!is_old && settings.find("connection", "type") != "wifi") return std::nullopt;
    if (settings.find(group, "mode").value_or("infrastructure") != "infrastructure") {
        return std::nullopt;  // An access point that this computer plays itself.
    }
    SavedWifi network{.ssid = network_manager_ssid(settings.find(group, "ssid").value_or(""))};
    const auto management = settings.find(group + "-security", "key-mgmt").value_or("");
    network.security = management == "none" ? "WEP" : security_of_key_management(management);
    const auto joins = settings.find("connection", "autoconnect");
    network.joins_alone = !joins || parse_flag(*joins).value_or(true);
    measure(network, settings.find(group + "-security", "psk").value_or(""));
    return network;
}

std::vector<SavedWifi> parse_wpa_supplicant(std::string_view text) {
    std::vector<SavedWifi> networks;
    std::optional<SavedWifi> open;
    for (auto line : split(text, '\n')) {
        line = trim(line);
        if (line.starts_with("network={")) {
            open = SavedWifi{.security = "PSK"};  // Where key_mgmt is not said: WPA-PSK WPA-EAP.
        } else if (open && line.starts_with('}')) {
            if (networks.size() < saved_wifi_max) networks.push_back(*open);
            open.reset();
        } else if (const auto equals = line.find('='); open && equals != std::string_view::npos) {
            take_line(*open, trim(line.substr(0, equals)), trim(line.substr(equals + 1)));
        }
    }
    return networks;
}

std::optional<SavedWifi> parse_iwd_network(std::string_view name, std::string_view text) {
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto ending = name.substr(dot + 1);
    auto ssid = std::string(name.substr(0, dot));
    if (ssid.starts_with('=')) ssid = text_of_hex(ssid.substr(1));
    SavedWifi network{.ssid = ssid.substr(0, ssid_bytes_max)};
    if (ending == "open") network.security = "open";
    if (ending == "psk") network.security = "PSK";
    if (ending == "8021x") network.security = "Enterprise";
    if (network.security == "unknown") return std::nullopt;
    const auto settings = parse_key_file(text);
    const auto joins = settings.find("Settings", "AutoConnect");
    network.joins_alone = !joins || parse_flag(*joins).value_or(true);
    measure(network, settings.find("Security", "Passphrase").value_or(""));
    return network;
}

}  // namespace primum::formats
