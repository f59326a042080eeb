// The UDP questions of network.remote: SNMP and TFTP, to every device at once, one datagram each.
#pragma once

#include "facts/observation.h"
#include "probes/network/neighbourhood.h"

namespace primum::probes {

// Where the questions go on every device; a test has its own.
struct DatagramPorts {
    std::uint16_t snmp = 161;
    std::uint16_t tftp = 69;
};

// Hands over the `remote_access` and `service` row of each device that answers. Silence is what a
// closed port and a careful device have in common: it is no row and no error.
Result<> ask_by_datagram(NetworkContext& context, const DatagramPorts& ports, facts::Sink& sink);

}  // namespace primum::probes
