// network.wifi: the networks in the air, from captures that somebody recorded.
//
// Reads files only; sends nothing and joins no network.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "formats/wifi/networks.h"
#include "probes/probe.h"

namespace primum::probes {

class WifiProbe : public Probe {
public:
    static constexpr std::size_t capture_bytes_max = 512UL * 1024 * 1024;

    // `own_names` are the practice's networks, by name or hardware address of the access point.
    WifiProbe(std::vector<std::filesystem::path> captures, std::vector<std::string> own_names);

    std::string_view name() const override { return "network.wifi"; }
    std::string scope() const override { return "Wi-Fi"; }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    // The number of captures that could be read.
    std::size_t read_captures(formats::WifiCapture& gathered, facts::Sink& sink) const;
    void report_unseen(const formats::WifiCapture& gathered, facts::Sink& sink) const;

    std::vector<std::filesystem::path> captures_;
    std::vector<std::string> own_names_;
};

// The rows for what was gathered; `own_names` as above.
std::vector<facts::WifiNetwork> wifi_rows(const formats::WifiNetworks& networks,
                                          const std::vector<std::string>& own_names);

}  // namespace primum::probes
