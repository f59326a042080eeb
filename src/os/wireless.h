// Wireless: what this computer's own Wi-Fi cards hear, asked of the kernel over nl80211
// (linux/nl80211.h, in a generic netlink family).
//
// Messages are handed over as the kernel wrote them, from their generic header on: what they carry
// came by air, and formats/wifi/kernel_answers.h reads it. Thread-safe.
#pragma once

#include <chrono>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "os/stop.h"

namespace primum::os {

// One message an interface. ErrorKind::not_found where the kernel knows no Wi-Fi at all.
Result<std::vector<Bytes>> wireless_interfaces();

// One message an access point that the card heard lately; anybody may ask.
Result<std::vector<Bytes>> wireless_heard(int interface_index);

// Has the card listen on each of its channels, and returns when it has done so. Nothing is sent:
// no name is asked for, which is what makes a scan passive. ErrorKind::denied for who may not
// administer the network, unreachable when the card does not come to an end before `limit`.
Result<> wireless_listen(int interface_index, std::chrono::milliseconds limit, const Stop& stop);

}  // namespace primum::os
