#include "os/wireless.h"

#include <linux/genetlink.h>
#include <linux/nl80211.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <optional>
#include <string_view>

#include "base/byte_reader.h"
#include "os/descriptor.h"
#include "os/netlink.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t message_bytes_max = 1 << 16;

Sentence listening() { return {"écouter le Wi-Fi", "listen to the Wi-Fi"}; }

struct Family {
    std::uint16_t number = 0;
    std::uint32_t scan_group = 0;  // Where the kernel says that a card has finished listening.
};

// A message from its generic header on.
BytesView question(const genlmsghdr& header) { return std::as_bytes(std::span(&header, 1)); }

// The same about one interface.
struct InterfaceQuestion {
    genlmsghdr header;
    nlattr attribute;
    std::int32_t interface_index;

    InterfaceQuestion(std::uint8_t command, int index)
        : header{.cmd = command, .version = 1, .reserved = 0},
          attribute{.nla_len = sizeof attribute + sizeof interface_index,
                    .nla_type = NL80211_ATTR_IFINDEX},
          interface_index(index) {}

    BytesView bytes() const { return std::as_bytes(std::span(this, 1)); }
};
static_assert(sizeof(InterfaceQuestion) == 12);

std::map<int, BytesView> attributes_of(BytesView message) {
    return netlink_attributes(message.subspan(std::min<std::size_t>(GENL_HDRLEN, message.size())));
}

bool is_named(const std::map<int, BytesView>& attributes, int attribute, std::string_view name) {
    const auto found = attributes.find(attribute);
    if (found == attributes.end()) return false;
    const auto text = as_text(found->second);
    return text.substr(0, text.find('\0')) == name;
}

std::uint32_t scan_group_of(BytesView groups) {
    for (const auto& [place, group] : netlink_attributes(groups)) {
        const auto attributes = netlink_attributes(group);
        const auto number = attributes.find(CTRL_ATTR_MCAST_GRP_ID);
        if (!is_named(attributes, CTRL_ATTR_MCAST_GRP_NAME, NL80211_MULTICAST_GROUP_SCAN)) continue;
        if (number != attributes.end()) return netlink_number<std::uint32_t>(number->second);
    }
    return 0;
}

Result<Family> family() {
    std::optional<Family> found;
    TRY(netlink_dump(NETLINK_GENERIC, GENL_ID_CTRL,
                     question({.cmd = CTRL_CMD_GETFAMILY, .version = 1, .reserved = 0}),
                     [&](auto, BytesView body) {
                         const auto attributes = attributes_of(body);
                         if (!is_named(attributes, CTRL_ATTR_FAMILY_NAME, NL80211_GENL_NAME))
                             return;
                         if (!attributes.contains(CTRL_ATTR_FAMILY_ID)) return;
                         found.emplace(
                             netlink_number<std::uint16_t>(attributes.at(CTRL_ATTR_FAMILY_ID)));
                         const auto groups = attributes.find(CTRL_ATTR_MCAST_GROUPS);
                         if (groups != attributes.end())
                             found->scan_group = scan_group_of(groups->second);
                     }));
    if (found) return *found;
    return Error{ErrorKind::not_found,
                 {"cet ordinateur n'a pas de Wi-Fi", "this computer has no Wi-Fi"}};
}

Result<std::vector<Bytes>> dump(BytesView request) {
    const auto wireless = TRY(family());
    std::vector<Bytes> messages;
    TRY(netlink_dump(NETLINK_GENERIC, wireless.number, request, [&](auto, BytesView body) {
        messages.emplace_back(body.begin(), body.end());
    }));
    return messages;
}

// A socket that hears what cards announce, joined before they are asked to do anything.
Result<Descriptor> hear_announcements(const Family& wireless) {
    Descriptor socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC));
    if (!socket.is_open()) return system_error(errno, listening());
    if (::setsockopt(socket.number(), SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &wireless.scan_group,
                     sizeof wireless.scan_group) != 0) {
        return system_error(errno, listening());
    }
    return socket;
}

Error refused(int error_number) {
    if (error_number == ENETDOWN) {
        return {ErrorKind::unreachable, {"la carte est éteinte", "the card is switched off"}};
    }
    return system_error(error_number, listening());
}

// Whether this message says that the card has finished.
Result<bool> is_end(const NetlinkMessage& message, const Family& wireless, int interface_index) {
    const auto& [header, body] = message;
    if (header.nlmsg_type == NLMSG_ERROR) {
        const auto outcome = netlink_number<int>(body);
        // Busy: it listens already, for somebody else, and will say when it has finished.
        if (outcome < 0 && outcome != -EBUSY) return refused(-outcome);
        return false;
    }
    if (header.nlmsg_type != wireless.number || body.empty()) return false;
    const auto attributes = attributes_of(body);
    const auto interface = attributes.find(NL80211_ATTR_IFINDEX);
    if (interface == attributes.end() || netlink_number<int>(interface->second) != interface_index)
        return false;
    const auto command = std::to_integer<std::uint8_t>(body[0]);
    if (command == NL80211_CMD_SCAN_ABORTED) {
        return Error{ErrorKind::io,
                     {"la carte a cessé d'écouter en route", "the card gave up listening"}};
    }
    return command == NL80211_CMD_NEW_SCAN_RESULTS;
}

Result<bool> read_end(int socket, const Family& wireless, int interface_index) {
    Bytes buffer(message_bytes_max);
    const auto count = ::recv(socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return false;
    if (count < 0) return system_error(errno, listening());
    bool ended = false;
    for (const auto& message :
         netlink_messages(BytesView(buffer).first(static_cast<std::size_t>(count)))) {
        ended |= TRY(is_end(message, wireless, interface_index));
    }
    return ended;
}

}  // namespace

Result<std::vector<Bytes>> wireless_interfaces() {
    return dump(question({.cmd = NL80211_CMD_GET_INTERFACE, .version = 1, .reserved = 0}));
}

Result<std::vector<Bytes>> wireless_heard(int interface_index) {
    return dump(InterfaceQuestion(NL80211_CMD_GET_SCAN, interface_index).bytes());
}

Result<> wireless_listen(int interface_index, std::chrono::milliseconds limit, const Stop& stop) {
    const auto wireless = TRY(family());
    const auto socket = TRY(hear_announcements(wireless));
    TRY(netlink_send(socket.number(), wireless.number, NLM_F_REQUEST | NLM_F_ACK,
                     InterfaceQuestion(NL80211_CMD_TRIGGER_SCAN, interface_index).bytes()));
    const auto end = Clock::now() + limit;
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
        if (left.count() <= 0) {
            return Error{
                ErrorKind::unreachable,
                join(listening(), {"la carte n'en finit pas", "the card does not come to an end"})};
        }
        std::array<pollfd, 2> waits{pollfd{socket.number(), POLLIN, 0},
                                    pollfd{stop.descriptor(), POLLIN, 0}};
        if (::poll(waits.data(), waits.size(), static_cast<int>(left.count())) < 0 &&
            errno != EINTR) {
            return system_error(errno, listening());
        }
        if (stop.requested()) return Stop::error();
        if ((waits[0].revents & POLLIN) == 0) continue;
        if (TRY(read_end(socket.number(), wireless, interface_index))) return {};
    }
}

}  // namespace primum::os
