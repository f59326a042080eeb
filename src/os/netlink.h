// Questions to the kernel over netlink, and its answers. For this room only.
#pragma once

#include <linux/netlink.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::os {

// Sends `request` (a header of family-specific type, flags are set here to a dump) on a netlink
// socket of `protocol`, and calls `answer` with each message's type and body. The kernel is trusted
// to frame its messages; a dump that it interrupted is asked again, up to three times.
Result<> netlink_dump(int protocol, std::uint16_t type, BytesView request,
                      const std::function<void(std::uint16_t type, BytesView body)>& answer);

// The parts of it, for who says more than one question: a request on an open socket, and the
// messages of one datagram, whose bodies are views into it.
Result<> netlink_send(int socket, std::uint16_t type, std::uint16_t flags, BytesView request);
struct NetlinkMessage {
    nlmsghdr header{};
    BytesView body;
};
std::vector<NetlinkMessage> netlink_messages(BytesView datagram);

// The attributes of a message or inside another attribute, by their number; views into `bytes`.
std::map<int, BytesView> netlink_attributes(BytesView bytes);

// A number in native order, as long as an attribute may be shorter or longer than it.
template <class Number>
Number netlink_number(BytesView bytes) {
    Number number = 0;
    std::memcpy(&number, bytes.data(), std::min(bytes.size(), sizeof number));
    return number;
}

}  // namespace primum::os
