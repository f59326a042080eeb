// Census: who was seen on one network so far, and what each said of itself.
//
// The ways to look run side by side and write here. Thread-safe.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/address.h"
#include "probes/network/device_kind.h"

namespace primum::probes {

enum class Sign { arp, tcp, mdns, ssdp, netbios, neighbour };

std::string_view name_of(Sign sign);  // As in the `device` table.

struct Presence {
    IpAddress address;
    std::string mac;
    std::chrono::milliseconds round_trip{0};
    std::set<Sign> signs;
    std::string mdns_name;  // Hostile, as the next three and the evidence: not yet printable.
    std::string netbios_name;
    std::string resolver_name;
    std::string gateway_description;  // URL, when it says it is an Internet gateway.
    DeviceEvidence evidence;

    const std::string& name() const;  // The best of its names; empty without any.
};

class Census {
public:
    using Tell = std::function<void(Presence&)>;

    explicit Census(const Cidr& cidr) : cidr_(cidr) {}

    // `address` gave a sign of itself; `tell` adds what it said, under the lock. An address that is
    // no device's (outside the network, its first, its broadcast) is ignored.
    void note(const IpAddress& address, Sign sign, const Tell& tell = {});
    // What somebody else says of it: no sign, and ignored when it was not seen.
    void describe(const IpAddress& address, const Tell& tell);

    std::vector<IpAddress> newly_seen();      // Those that no call before has given.
    std::vector<Presence> presences() const;  // By address.

private:
    const Cidr cidr_;
    mutable std::mutex mutex_;
    std::map<IpAddress, Presence> seen_;
    std::set<IpAddress> given_;
};

// All addresses of `cidr` that a device can have, in order: without the first and the broadcast
// address where they are not devices' (a prefix up to 30). Requires IPv4.
std::vector<IpAddress> device_addresses(const Cidr& cidr);

}  // namespace primum::probes
