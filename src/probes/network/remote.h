// network.remote: the ways to drive or manage a machine from the network, and whether they ask who
// is there.
//
// Asks what network.services found (RDP, VNC, SSH, Telnet, rlogin, IPP) with the first messages of
// each protocol, and every device over UDP for SNMP under the community "public" and for TFTP.
// Nobody is ever logged in: no password is sent, no key, no session opened, no file written.
#pragma once

#include "probes/network/neighbourhood.h"
#include "probes/network/remote/datagrams.h"
#include "probes/probe.h"

namespace primum::probes {

class RemoteProbe : public Probe {
public:
    // `context` is borrowed and must outlive the probe.
    explicit RemoteProbe(NetworkContext& context, DatagramPorts datagram_ports = {})
        : context_(context), datagram_ports_(datagram_ports) {}

    std::string_view name() const override { return "network.remote"; }
    std::string scope() const override { return context_.cidr.to_string(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    NetworkContext& context_;
    const DatagramPorts datagram_ports_;
};

}  // namespace primum::probes
