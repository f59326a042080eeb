// Netlink attributes: how the kernel writes its answers (linux/netlink.h, struct nlattr): length,
// type, value, padded to four bytes, one inside another.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

using OnNetlinkAttribute = std::function<Result<>(std::uint16_t type, BytesView value)>;

// Calls `take` with each attribute in turn. ErrorKind::malformed for one that runs past the end.
Result<> for_each_netlink_attribute(BytesView bytes, const OnNetlinkAttribute& take);

// A name: up to its zero, where it has one.
std::string_view netlink_text(BytesView value);

}  // namespace primum::formats
