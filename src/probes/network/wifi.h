// network.wifi: the networks in the air, from captures that somebody recorded, or as this
// computer's own cards hear them.
//
// Sends nothing and joins no network: a card that is asked to listen only listens.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "formats/wifi/networks.h"
#include "probes/network/wifi_cards.h"
#include "probes/probe.h"

namespace primum::probes {

class WifiProbe : public Probe {
public:
    static constexpr std::size_t capture_bytes_max = 512UL * 1024 * 1024;

    // What is read: the captures, and what the cards hear where there are any. `own_names` are the
    // practice's networks, by name or hardware address of the access point.
    WifiProbe(std::vector<std::filesystem::path> captures, std::optional<WifiCards> cards,
              std::vector<std::string> own_names);

    std::string_view name() const override { return "network.wifi"; }
    std::string scope() const override { return "Wi-Fi"; }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    // Fails when none of the captures could be read.
    Result<> read_captures(formats::WifiCapture& gathered, facts::Sink& sink) const;
    void report_unseen(const formats::WifiCapture& gathered, facts::Sink& sink) const;

    std::vector<std::filesystem::path> captures_;
    std::optional<WifiCards> cards_;
    std::vector<std::string> own_names_;
};

// The rows for what was gathered; `own_names` as above.
std::vector<facts::WifiNetwork> wifi_rows(const formats::WifiNetworks& networks,
                                          const std::vector<std::string>& own_names);

}  // namespace primum::probes
