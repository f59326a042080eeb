#include "probes/network/wifi.h"

#include <algorithm>
#include <set>

#include "base/byte_reader.h"
#include "base/hex.h"
#include "base/text.h"
#include "os/file.h"

namespace primum::probes {
namespace {

using formats::Beacon;
using formats::FrameProtection;

// Null rather than an empty list: nothing was offered.
facts::Text joined(const std::set<std::string>& names) {
    if (names.empty()) return std::nullopt;
    return fmt::format("{}", fmt::join(names, ","));
}

std::string_view word_for(FrameProtection protection) {
    switch (protection) {
        case FrameProtection::none:
            return "none";
        case FrameProtection::optional:
            return "optional";
        case FrameProtection::required:
            return "required";
    }
    CHECK(false);
    return {};
}

bool is_named(const Beacon& beacon, const std::vector<std::string>& own_names) {
    const auto address = formats::hardware_address(beacon.bssid);
    return std::ranges::any_of(own_names, [&](const std::string& name) {
        if (equal_ignoring_case(name, address)) return true;
        return !beacon.hidden && (beacon.ssid == name || printable(beacon.ssid) == name);
    });
}

facts::WifiNetwork row_of(const formats::WifiNetwork& network) {
    const auto& beacon = network.beacon;
    auto akms = beacon.rsn_akms;
    akms.insert(beacon.wpa1_akms.begin(), beacon.wpa1_akms.end());
    facts::WifiNetwork row{
        .ssid_hex = hex_of(as_bytes(beacon.ssid)),
        .bssid = formats::hardware_address(beacon.bssid),
        .hidden = beacon.hidden,
        .security = formats::security_of(beacon),
        .akm = joined(akms),
        .ciphers = joined(beacon.has_rsn ? beacon.rsn_ciphers : beacon.wpa1_ciphers),
        .wpa1_ciphers = joined(beacon.wpa1_ciphers),
        .wps = beacon.wps,
        .channel = beacon.channel,
        .signal = network.signal_dbm,
        .frames = static_cast<std::int64_t>(network.frames)};
    if (!beacon.hidden) row.ssid = printable(beacon.ssid);
    if (!beacon.group_cipher.empty()) row.group_cipher = beacon.group_cipher;
    if (row.security != "unknown") row.pmf = word_for(beacon.frame_protection);
    return row;
}

}  // namespace

std::vector<facts::WifiNetwork> wifi_rows(const formats::WifiNetworks& networks,
                                          const std::vector<std::string>& own_names) {
    // An access point that hides its name in its beacons says it when a station asks.
    std::set<std::string> own_points;
    for (const auto& [key, network] : networks.all()) {
        if (is_named(network.beacon, own_names)) {
            own_points.insert(formats::hardware_address(network.beacon.bssid));
        }
    }
    std::vector<facts::WifiNetwork> rows;
    for (const auto& [key, network] : networks.all()) {
        auto row = row_of(network);
        if (!own_names.empty()) {
            row.ours = network.beacon.hidden ? own_points.contains(row.bssid)
                                             : is_named(network.beacon, own_names);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

WifiProbe::WifiProbe(std::vector<std::filesystem::path> captures, std::optional<WifiCards> cards,
                     std::vector<std::string> own_names)
    : captures_(std::move(captures)), cards_(std::move(cards)), own_names_(std::move(own_names)) {}

std::vector<const facts::TableDescription*> WifiProbe::tables() const {
    return {&facts::table_of<facts::WifiNetwork>()};
}

std::vector<Sentence> WifiProbe::explain() const {
    std::vector<Sentence> lines;
    lines.reserve(captures_.size() + 1);
    for (const auto& capture : captures_) {
        lines.push_back(say("Lit la capture Wi-Fi {} ; rien n'est envoyé.",
                            "Reads the Wi-Fi capture {}; nothing is sent.", capture.string()));
    }
    if (cards_) {
        lines.push_back(
            {"Écoute, par la carte Wi-Fi de cet ordinateur, ce que les réseaux alentour "
             "disent d'eux-mêmes ; n'émet rien et n'en rejoint aucun.",
             "Listens, with this computer's Wi-Fi card, to what the networks around say "
             "of themselves; sends nothing and joins none."});
    }
    return lines;
}

Result<> WifiProbe::read_captures(formats::WifiCapture& gathered, facts::Sink& sink) const {
    if (captures_.empty()) return {};
    std::size_t readable = 0;
    for (const auto& file : captures_) {
        sink.progress({file.filename().string(), file.filename().string()});
        const auto content = os::read_text(file, capture_bytes_max);
        const auto read = content ? formats::read_wifi_capture(as_bytes(*content), gathered)
                                  : Result<>(content.error());
        if (read) {
            ++readable;
            continue;
        }
        sink.could_not_see(content ? join({file.string(), file.string()}, read.error().message)
                                   : read.error().message);
    }
    if (readable == 0) {
        return Error{ErrorKind::malformed,
                     {"aucune capture Wi-Fi n'a pu être lue", "no Wi-Fi capture could be read"}};
    }
    if (gathered.frames > 0 && gathered.other_frames == gathered.frames) {
        return Error{ErrorKind::malformed,
                     {"ces captures ne viennent pas du Wi-Fi : enregistrez-les en mode moniteur",
                      "these captures are not from Wi-Fi: record them in monitor mode"}};
    }
    return {};
}

void WifiProbe::report_unseen(const formats::WifiCapture& gathered, facts::Sink& sink) const {
    const auto& networks = gathered.networks;
    if (gathered.cut_short) {
        sink.could_not_see({"une capture Wi-Fi s'arrête au milieu : sa fin n'a pas été lue",
                            "a Wi-Fi capture stops in the middle: its end was not read"});
    }
    if (networks.left_out() > 0) {
        sink.could_not_see(say("{} balises Wi-Fi au-delà de {} réseaux différents",
                               "{} Wi-Fi beacons past {} different networks", networks.left_out(),
                               formats::WifiNetworks::networks_max));
    }
    if (networks.all().empty()) {
        sink.could_not_see(
            {"les réseaux Wi-Fi : aucun n'a été entendu", "the Wi-Fi networks: none was heard"});
        return;
    }
    if (own_names_.empty()) {
        sink.could_not_see(
            say("lesquels des {} réseaux Wi-Fi vus sont ceux du cabinet. Écrivez leurs noms dans "
                "primum.toml : [practice] puis wifi = [\"NOM\"]",
                "which of the {} Wi-Fi networks seen are the practice's. Write their names in "
                "primum.toml: [practice] then wifi = [\"NAME\"]",
                networks.all().size()));
    }
    for (const auto& name : own_names_) {
        const bool seen = std::ranges::any_of(networks.all(), [&](const auto& entry) {
            return is_named(entry.second.beacon, {name});
        });
        if (seen) continue;
        sink.could_not_see(say("le réseau Wi-Fi « {} » du cabinet : il n'a pas été entendu",
                               "the practice's Wi-Fi network \"{}\": it was not heard", name));
    }
}

Result<> WifiProbe::observe(facts::Sink& sink) {
    formats::WifiCapture gathered;
    TRY(read_captures(gathered, sink));
    if (cards_) TRY(hear(*cards_, gathered.networks, sink));
    for (const auto& row : wifi_rows(gathered.networks, own_names_)) sink.add(row);
    report_unseen(gathered, sink);
    return {};
}

}  // namespace primum::probes
