#include "os/interfaces.h"

#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include <fmt/format.h>

#include "os/netlink.h"

namespace primum::os {
namespace {

using Attributes = std::map<int, BytesView>;

// The attributes that follow a fixed head of type Head in a netlink message.
template <class Head>
Attributes attributes(BytesView body, Head& head) {
    CHECK(body.size() >= sizeof head);
    std::memcpy(&head, body.data(), sizeof head);
    body = body.subspan(std::min<std::size_t>(NLMSG_ALIGN(sizeof head), body.size()));
    return netlink_attributes(body);
}

template <class Head>
BytesView request_of(const Head& head) {
    return std::as_bytes(std::span(&head, 1));
}

std::string mac_of(BytesView bytes) {
    if (bytes.size() != 6) return {};
    std::string text;
    for (const auto byte : bytes) {
        text += fmt::format("{}{:02x}", text.empty() ? "" : ":", std::to_integer<unsigned>(byte));
    }
    return text == "00:00:00:00:00:00" ? "" : text;
}

std::optional<IpAddress> address_of(BytesView bytes) {
    if (bytes.size() == 4) {
        std::uint32_t number = 0;
        for (const auto byte : bytes) number = number << 8 | std::to_integer<std::uint32_t>(byte);
        return IpAddress::from_v4(number);
    }
    if (bytes.size() == 16) {
        std::array<std::uint8_t, 16> copy{};
        std::memcpy(copy.data(), bytes.data(), copy.size());
        return IpAddress::from_v6(copy);
    }
    return std::nullopt;
}

Result<> read_links(std::vector<Interface>& found) {
    const ifinfomsg ask{};
    return netlink_dump(NETLINK_ROUTE, RTM_GETLINK, request_of(ask), [&](auto, BytesView body) {
        ifinfomsg head{};
        const auto attribute = attributes(body, head);
        Interface made;
        made.index = head.ifi_index;
        if (attribute.contains(IFLA_IFNAME)) {
            made.name = reinterpret_cast<const char*>(attribute.at(IFLA_IFNAME).data());
        }
        if (attribute.contains(IFLA_ADDRESS)) made.mac = mac_of(attribute.at(IFLA_ADDRESS));
        made.is_up = (head.ifi_flags & IFF_UP) != 0;
        made.is_loopback = (head.ifi_flags & IFF_LOOPBACK) != 0;
        made.is_point_to_point = (head.ifi_flags & IFF_POINTOPOINT) != 0;
        found.push_back(std::move(made));
    });
}

Result<> read_addresses(std::vector<Interface>& found) {
    const ifaddrmsg ask{};
    return netlink_dump(NETLINK_ROUTE, RTM_GETADDR, request_of(ask), [&](auto, BytesView body) {
        ifaddrmsg head{};
        const auto attribute = attributes(body, head);
        // IFA_LOCAL is this computer on a point-to-point link, where IFA_ADDRESS is the other end.
        const int own = attribute.contains(IFA_LOCAL) ? IFA_LOCAL : IFA_ADDRESS;
        if (!attribute.contains(own)) return;
        const auto address = address_of(attribute.at(own));
        const auto owner =
            std::ranges::find(found, static_cast<int>(head.ifa_index), &Interface::index);
        if (address && owner != found.end()) {
            owner->addresses.push_back({*address, head.ifa_prefixlen});
        }
    });
}

}  // namespace

Result<std::vector<Interface>> interfaces() {
    std::vector<Interface> found;
    TRY(read_links(found));
    TRY(read_addresses(found));
    return found;
}

Result<std::vector<Route>> default_routes() {
    std::vector<Route> found;
    const rtmsg ask{};
    TRY(netlink_dump(NETLINK_ROUTE, RTM_GETROUTE, request_of(ask), [&](auto, BytesView body) {
        rtmsg head{};
        const auto attribute = attributes(body, head);
        if (head.rtm_dst_len != 0 || head.rtm_type != RTN_UNICAST) return;
        if (!attribute.contains(RTA_GATEWAY) || !attribute.contains(RTA_OIF)) return;
        const auto gateway = address_of(attribute.at(RTA_GATEWAY));
        if (gateway) found.push_back({*gateway, netlink_number<int>(attribute.at(RTA_OIF))});
    }));
    return found;
}

Result<std::vector<Neighbour>> neighbours() {
    std::vector<Neighbour> found;
    const ndmsg ask{};
    TRY(netlink_dump(NETLINK_ROUTE, RTM_GETNEIGH, request_of(ask), [&](auto, BytesView body) {
        ndmsg head{};
        const auto attribute = attributes(body, head);
        if (!attribute.contains(NDA_DST) || !attribute.contains(NDA_LLADDR)) return;
        constexpr int answered = NUD_REACHABLE | NUD_STALE | NUD_DELAY | NUD_PROBE | NUD_PERMANENT;
        if ((head.ndm_state & answered) == 0) return;
        const auto address = address_of(attribute.at(NDA_DST));
        const auto mac = mac_of(attribute.at(NDA_LLADDR));
        if (address && !mac.empty()) found.push_back({*address, mac, head.ndm_ifindex});
    }));
    return found;
}

}  // namespace primum::os
