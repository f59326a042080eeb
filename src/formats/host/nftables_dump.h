// The kernel's nftables rules, as it lists them over netlink (linux/netfilter/nf_tables.h).
//
// iptables on today's systems is kept there too (iptables-nft), as are ufw's and firewalld's rules.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "formats/host/packet_filter.h"

namespace primum::formats {

// Adds one answer of a dump of chains or of rules: `type` is the netlink message's, `body` what
// follows its header. Other messages are left out. Chains must come before rules.
Result<> add_nftables_message(PacketFilter& filter, std::uint16_t type, BytesView body);

}  // namespace primum::formats
