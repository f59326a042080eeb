// One question to the kernel over netlink, and all its answers. For this room only.
#pragma once

#include <linux/netlink.h>

#include <functional>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::os {

// Sends `request` (a header of family-specific type, flags are set here to a dump) on a netlink
// socket of `protocol`, and calls `answer` with each message's type and body. The kernel is trusted
// to frame its messages; a dump that it interrupted is asked again, up to three times.
Result<> netlink_dump(int protocol, std::uint16_t type, BytesView request,
                      const std::function<void(std::uint16_t type, BytesView body)>& answer);

}  // namespace primum::os
