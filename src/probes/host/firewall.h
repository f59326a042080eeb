// Whether this computer refuses incoming connections that no rule names.
//
// On the running system the kernel is asked what is in force; on another tree, what its settings
// put in force at the next start.
#pragma once

#include <optional>
#include <string>

#include "formats/host/packet_filter.h"
#include "probes/host/settings_reader.h"

namespace primum::probes {

struct Firewall {
    std::optional<bool> refuses;  // Nothing when it could not be told; the sink knows why.
    std::string by;               // "nftables", "ufw", "firewalld", "iptables"; empty for none.
};

Firewall observe_firewall(SettingsReader& reader, facts::Sink& sink);

// The same, of the rules in force. IPv6 counts where this computer speaks it.
Firewall judge_rules(const formats::PacketFilter& filter, bool has_ipv6);

}  // namespace primum::probes
