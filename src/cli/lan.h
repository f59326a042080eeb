// The networks that `--lan` may name: private or loopback, and directly connected to this computer.
//
// Looking at someone else's network is an offence (code pénal 323-1): whatever is not certainly the
// practice's own network is refused, with the reason.
#pragma once

#include <string>
#include <vector>

#include "base/address.h"
#include "os/interfaces.h"

namespace primum::cli {

// More addresses than a practice has, and few enough to be asked one by one.
constexpr std::uint64_t lan_addresses_max = 4096;

struct Lan {
    Cidr cidr;
    os::Interface interface;          // The one that leads there.
    std::vector<IpAddress> gateways;  // Default routers inside `cidr`.
};

// Each of `wanted` is a network in CIDR notation or "auto": every private IPv4 network that this
// computer is plugged into. Without doubles, in the order asked. ErrorKind::usage when one cannot
// be looked at.
Result<std::vector<Lan>> choose_lans(const std::vector<std::string>& wanted,
                                     const std::vector<os::Interface>& interfaces,
                                     const std::vector<os::Route>& default_routes);

}  // namespace primum::cli
