// network.services: which ports of each device are open, and what speaks there.
//
// Fills neighbourhood.open_ports for the probes after it, and hands over the `service` rows of the
// ports that none of them speaks for. A port that refuses is closed; a port that says nothing at
// all stands behind a firewall: both are normal, and make no row.
#pragma once

#include <span>

#include "probes/network/neighbourhood.h"
#include "probes/network/port_list.h"
#include "probes/probe.h"

namespace primum::probes {

struct PortsToKnock {
    std::span<const KnownPort> usual = usual_ports();
    std::span<const KnownPort> imaging = imaging_device_ports();
    std::chrono::milliseconds device_budget{20'000};  // Then the rest is told unseen.
};

class ServicesProbe : public Probe {
public:
    // `context` is borrowed and must outlive the probe, as what `ports` points to.
    explicit ServicesProbe(NetworkContext& context, PortsToKnock ports = {})
        : context_(context), ports_(ports) {}

    std::string_view name() const override { return "network.services"; }
    std::string scope() const override { return context_.cidr.to_string(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    NetworkContext& context_;
    const PortsToKnock ports_;
};

}  // namespace primum::probes
