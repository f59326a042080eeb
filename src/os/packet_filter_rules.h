// The firewall rules that the kernel holds, in its own words; formats/host/nftables_dump.h reads
// them.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::os {

struct KernelMessage {
    std::uint16_t type = 0;
    Bytes body;
};

// All chains, then all rules, of this network namespace. ErrorKind::denied for who is not root; a
// kernel without nftables has none.
Result<std::vector<KernelMessage>> nftables_messages();

}  // namespace primum::os
