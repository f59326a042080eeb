// Whatever stands in a capture: no crash, no step past the end, and what is said of a network does
// not contradict itself.
#include <cstdint>

#include "base/check.h"
#include "formats/wifi/networks.h"

namespace {

using namespace primum;
using namespace primum::formats;

void check_network(const WifiNetwork& network) {
    const auto& beacon = network.beacon;
    CHECK(network.frames > 0);
    CHECK(beacon.ssid.size() <= 32);
    const auto security = security_of(beacon);
    CHECK(!security.empty());
    CHECK(!beacon.ssid.empty() || beacon.hidden);
    if (security == "open") CHECK(!beacon.privacy && !beacon.has_rsn && !beacon.has_wpa1);
    if (security == "WEP") CHECK(beacon.privacy && !beacon.has_rsn && !beacon.has_wpa1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const BytesView input(reinterpret_cast<const std::byte*>(data), size);
    WifiCapture capture;
    if (read_wifi_capture(input, capture)) {
        CHECK(capture.other_frames <= capture.frames);
        for (const auto& [key, network] : capture.networks.all()) check_network(network);
    }
    // As a frame too, behind each radio header.
    for (const auto type :
         {LinkType::ieee802_11, LinkType::prism, LinkType::radiotap, LinkType::ppi}) {
        const auto radio = strip_radio_header(type, input);
        if (!radio) continue;
        CHECK(radio->frame.size() <= input.size());
        const auto beacon = parse_beacon(radio->frame);
        if (beacon) CHECK(!security_of(*beacon).empty());
    }
    return 0;
}
