// Whatever the kernel hands over of what came by air: no crash, no step past the end; an answer
// that is refused adds nothing, one that is taken adds one access point.
#include <cstdint>

#include "base/check.h"
#include "formats/wifi/kernel_answers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum::formats;
    const primum::BytesView input(reinterpret_cast<const std::byte*>(data), size);
    const auto interface = parse_wireless_interface(input);
    if (interface) CHECK(interface->name.size() <= size);

    WifiNetworks networks;
    const auto added = add_heard_network(input, networks);
    CHECK(added.has_value() == !networks.all().empty());
    CHECK(networks.all().size() <= 2);
    for (const auto& [key, network] : networks.all()) {
        CHECK(network.beacon.ssid.size() <= 32);
        CHECK(!security_of(network.beacon).empty());
    }
    return 0;
}
