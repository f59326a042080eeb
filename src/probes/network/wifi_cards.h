// WifiCards: what this computer's Wi-Fi cards hear.
#pragma once

#include <chrono>
#include <functional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "facts/observation.h"
#include "formats/wifi/networks.h"
#include "os/stop.h"

namespace primum::probes {

// Three questions to the kernel, as os/wireless.h has them.
struct WifiCards {
    std::function<Result<std::vector<Bytes>>()> interfaces;
    std::function<Result<std::vector<Bytes>>(int interface_index)> heard;
    std::function<Result<>(int interface_index)> listen;
};

// A passive scan waits a tenth of a second on each channel, and a card of today has a hundred.
constexpr std::chrono::seconds listening_time_max{30};

// `stop` is borrowed and must outlive what is returned.
WifiCards cards_of_this_computer(const os::Stop& stop);

// False only where the kernel's answer says that no Wi-Fi card has an interface.
bool may_have_wifi(const Result<std::vector<Bytes>>& interfaces);

// Has each card listen, where the system allows it, and adds what it heard lately to `networks`.
// Fails when no card could be asked; a card that could only remember is told to `sink`.
Result<> hear(const WifiCards& cards, formats::WifiNetworks& networks, facts::Sink& sink);

}  // namespace primum::probes
