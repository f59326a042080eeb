// network.devices: who is on the network, what each is called, who made it, and what it may be.
//
// Fills the neighbourhood's devices for the probes after it, and declares to the dialer which of
// them are no imaging devices.
#pragma once

#include "probes/network/neighbourhood.h"
#include "probes/network/search.h"
#include "probes/probe.h"

namespace primum::probes {

class NetworkDevices : public Probe {
public:
    explicit NetworkDevices(NetworkContext context, SearchWorld world = {})
        : context_(std::move(context)), world_(std::move(world)) {}

    std::string_view name() const override { return "network.devices"; }
    std::string scope() const override { return context_.cidr.to_string(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    bool has_arp() const;
    Result<> search(Census& census, facts::Sink& sink) const;
    void add_this_computer(std::vector<Presence>& presences) const;
    void find_vendors(std::vector<Presence>& presences, facts::Sink& sink) const;
    void hand_over(const Presence& presence, facts::Sink& sink);

    NetworkContext context_;
    SearchWorld world_;
};

}  // namespace primum::probes
