// Rules of the old kernel interface, as iptables-save(8) writes them, and as they are kept in
// /etc/iptables/rules.v4 for the next start.
#pragma once

#include <string_view>

#include "formats/host/packet_filter.h"

namespace primum::formats {

// `family` is "ip" or "ip6". Only the table "filter" decides who may come in.
PacketFilter parse_iptables_save(std::string_view text, std::string_view family);

}  // namespace primum::formats
