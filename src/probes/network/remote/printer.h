// Printers that speak IPP: what they are, and whether they print for anybody.
#pragma once

#include "probes/network/conversation.h"

namespace primum::probes {

// Get-Printer-Attributes at the usual places, two at most.
Result<Heard<facts::RemoteAccess>> ask_printer(net::Dialer& dialer, OpenPort& port);

}  // namespace primum::probes
