// host.wifi: the Wi-Fi networks that this computer remembers and joins by itself.
//
// Sends nothing. Reads the files of NetworkManager, wpa_supplicant and iwd. Of a key only its
// length and kind are taken, and only where the person agreed (`measure_keys`).
#pragma once

#include "facts/tables.h"
#include "probes/host/host_context.h"
#include "probes/host/settings_reader.h"
#include "probes/probe.h"

namespace primum::probes {

class SavedWifiProbe : public Probe {
public:
    // `context` is borrowed and must outlive the probe.
    SavedWifiProbe(HostContext& context, bool measure_keys)
        : context_(context), measure_keys_(measure_keys) {}

    std::string_view name() const override { return "host.wifi"; }
    std::string scope() const override { return context_.scope(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    HostContext& context_;
    bool measure_keys_;
};

}  // namespace primum::probes
