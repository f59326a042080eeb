#include "probes/network/census.h"

namespace primum::probes {
namespace {

constexpr std::uint64_t addresses_max = 65536;  // The command line refuses networks far smaller.

bool is_device_address(const Cidr& cidr, const IpAddress& address) {
    if (!address.is_v4() || !cidr.contains(address)) return false;
    if (cidr.prefix_length > 30) return true;
    const auto offset = address.v4() - cidr.first().v4();
    return offset != 0 && offset != cidr.size() - 1;
}

}  // namespace

std::string_view name_of(Sign sign) {
    switch (sign) {
        case Sign::arp:
            return "arp";
        case Sign::tcp:
            return "tcp";
        case Sign::mdns:
            return "mdns";
        case Sign::ssdp:
            return "ssdp";
        case Sign::netbios:
            return "netbios";
        case Sign::neighbour:
            return "neighbour";
    }
    CHECK(false);
    return {};
}

const std::string& Presence::name() const {
    if (!mdns_name.empty()) return mdns_name;
    return netbios_name.empty() ? resolver_name : netbios_name;
}

void Census::note(const IpAddress& address, Sign sign, const Tell& tell) {
    if (!is_device_address(cidr_, address)) return;
    const std::lock_guard lock(mutex_);
    auto& presence = seen_[address];
    presence.address = address;
    presence.signs.insert(sign);
    if (tell) tell(presence);
}

void Census::describe(const IpAddress& address, const Tell& tell) {
    const std::lock_guard lock(mutex_);
    const auto found = seen_.find(address);
    if (found != seen_.end()) tell(found->second);
}

std::vector<IpAddress> Census::newly_seen() {
    const std::lock_guard lock(mutex_);
    std::vector<IpAddress> addresses;
    for (const auto& [address, presence] : seen_) {
        if (given_.insert(address).second) addresses.push_back(address);
    }
    return addresses;
}

std::vector<Presence> Census::presences() const {
    const std::lock_guard lock(mutex_);
    std::vector<Presence> presences;
    presences.reserve(seen_.size());
    for (const auto& [address, presence] : seen_) presences.push_back(presence);
    return presences;
}

std::vector<IpAddress> device_addresses(const Cidr& cidr) {
    std::vector<IpAddress> addresses;
    const auto first = cidr.first().v4();
    const auto count = std::min(cidr.size(), addresses_max);
    for (std::uint64_t offset = 0; offset < count; ++offset) {
        const auto address = IpAddress::from_v4(first + static_cast<std::uint32_t>(offset));
        if (is_device_address(cidr, address)) addresses.push_back(address);
    }
    return addresses;
}

}  // namespace primum::probes
