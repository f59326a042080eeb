#include "probes/host/saved_wifi.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/host/saved_wifi.h"

namespace primum::probes {
namespace {

constexpr std::array profile_directories{"/usr/lib/NetworkManager/system-connections",
                                         "/run/NetworkManager/system-connections",
                                         "/etc/NetworkManager/system-connections"};
constexpr std::string_view iwd_directory = "/var/lib/iwd";
constexpr std::array<std::string_view, 3> iwd_endings{".psk", ".open", ".8021x"};
constexpr std::string_view supplicant_directory = "/etc/wpa_supplicant";

using Networks = std::vector<formats::SavedWifi>;

void keep(std::optional<formats::SavedWifi> network, Networks& networks) {
    if (network && !network->ssid.empty()) networks.push_back(std::move(*network));
}

void read_network_manager(SettingsReader& reader, Networks& networks) {
    for (const std::filesystem::path directory : profile_directories) {
        for (const auto& name : reader.names(directory)) {
            if (reader.tree().is_directory(directory / name)) continue;
            const auto text = reader.text(directory / name);
            if (text) keep(formats::parse_network_manager_profile(*text), networks);
        }
    }
}

void read_iwd(SettingsReader& reader, Networks& networks) {
    const std::filesystem::path directory(iwd_directory);
    for (const auto& name : reader.names(directory)) {
        const auto is_ending = [&](std::string_view ending) { return name.ends_with(ending); };
        if (std::ranges::none_of(iwd_endings, is_ending)) continue;  // "hotspot", a folder.
        const auto text = reader.text(directory / name);
        if (text) keep(formats::parse_iwd_network(name, *text), networks);
    }
}

void read_wpa_supplicant(SettingsReader& reader, Networks& networks) {
    const std::filesystem::path directory(supplicant_directory);
    for (const auto& name : reader.names(directory)) {
        if (!name.ends_with(".conf")) continue;
        const auto text = reader.text(directory / name);
        if (!text) continue;
        for (auto& network : formats::parse_wpa_supplicant(*text)) {
            keep(std::move(network), networks);
        }
    }
}

// As the files keep them, twice where two programs know the same network.
Networks saved_networks(SettingsReader& reader) {
    Networks networks;
    read_network_manager(reader, networks);
    read_iwd(reader, networks);
    read_wpa_supplicant(reader, networks);
    return networks;
}

}  // namespace

std::vector<const facts::TableDescription*> SavedWifiProbe::tables() const {
    return {&facts::table_of<facts::SavedWifi>()};
}

std::vector<Sentence> SavedWifiProbe::explain() const {
    std::vector<Sentence> lines{
        {"lit les réseaux Wi-Fi enregistrés sur cet ordinateur ; n'envoie rien",
         "reads the Wi-Fi networks saved on this computer; sends nothing"}};
    if (measure_keys_) {
        lines.push_back({"mesure la longueur de leurs clés, sans les garder ni les montrer",
                         "measures the length of their keys, and neither keeps nor shows them"});
    }
    return lines;
}

Result<> SavedWifiProbe::observe(facts::Sink& sink) {
    SettingsReader reader(context_.tree());
    for (const auto& network : saved_networks(reader)) {
        facts::SavedWifi row{.ssid = printable(network.ssid),
                             .security = network.security,
                             .joins_alone = network.joins_alone};
        if (measure_keys_ && network.key_characters) {
            row.key_characters = network.key_characters;
            row.key_kind = network.key_kind;
        }
        sink.add(row);
    }
    reader.tell(sink, {"les réseaux Wi-Fi enregistrés", "the saved Wi-Fi networks"});
    return {};
}

}  // namespace primum::probes
