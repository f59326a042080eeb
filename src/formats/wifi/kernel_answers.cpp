#include "formats/wifi/kernel_answers.h"

#include <linux/nl80211.h>

#include <algorithm>
#include <optional>

#include "base/byte_reader.h"
#include "formats/netlink_attributes.h"

namespace primum::formats {
namespace {

constexpr std::size_t generic_header_bytes = 4;
constexpr std::uint16_t capability_privacy = 0x0010;
constexpr int mbm_a_dbm = 100;

struct AccessPoint {
    std::optional<BytesView> address;
    BytesView answered;  // The elements of its last probe response, or of its beacon when none.
    BytesView announced;
    bool privacy = false;
    std::optional<int> signal_dbm;
    std::optional<std::uint16_t> frequency_mhz;
};

Result<BytesView> attributes_of(BytesView message, std::uint8_t command) {
    ByteReader reader(message);
    const auto header = TRY(reader.take(generic_header_bytes));
    if (std::to_integer<std::uint8_t>(header[0]) != command) {
        return Error{ErrorKind::malformed,
                     {"le noyau répond à autre chose", "the kernel answers something else"}};
    }
    return reader.rest();
}

Result<> read_interface_part(std::uint16_t type, BytesView value, std::optional<int>& index,
                             WirelessInterface& found) {
    ByteReader reader(value);
    switch (type) {
        case NL80211_ATTR_IFINDEX:
            index = static_cast<int>(TRY(reader.u32_little()));
            return {};
        case NL80211_ATTR_IFNAME:
            found.name = netlink_text(value);
            return {};
        case NL80211_ATTR_IFTYPE:
            found.is_station = TRY(reader.u32_little()) == NL80211_IFTYPE_STATION;
            return {};
        default:
            return {};
    }
}

Result<> read_part(std::uint16_t type, BytesView value, AccessPoint& point) {
    ByteReader reader(value);
    switch (type) {
        case NL80211_BSS_BSSID:
            point.address = TRY(reader.take(sizeof Beacon::bssid));
            return {};
        case NL80211_BSS_INFORMATION_ELEMENTS:
            point.answered = value;
            return {};
        case NL80211_BSS_BEACON_IES:
            point.announced = value;
            return {};
        case NL80211_BSS_CAPABILITY:
            point.privacy = (TRY(reader.u16_little()) & capability_privacy) != 0;
            return {};
        case NL80211_BSS_SIGNAL_MBM:
            point.signal_dbm = static_cast<std::int32_t>(TRY(reader.u32_little())) / mbm_a_dbm;
            return {};
        case NL80211_BSS_FREQUENCY:
            point.frequency_mhz = static_cast<std::uint16_t>(
                std::min<std::uint32_t>(TRY(reader.u32_little()), UINT16_MAX));
            return {};
        default:
            return {};
    }
}

Result<> read_point(BytesView attributes, AccessPoint& point) {
    return for_each_netlink_attribute(attributes, [&](std::uint16_t type, BytesView value) {
        return read_part(type, value, point);
    });
}

void add(const AccessPoint& point, BytesView elements, WifiNetworks& networks) {
    auto beacon = parse_elements(elements, point.privacy);
    std::ranges::copy(*point.address, beacon.bssid.begin());
    networks.add(
        beacon,
        {.frame = {}, .signal_dbm = point.signal_dbm, .frequency_mhz = point.frequency_mhz});
}

}  // namespace

Result<WirelessInterface> parse_wireless_interface(BytesView message) {
    const auto attributes = TRY(attributes_of(message, NL80211_CMD_NEW_INTERFACE));
    std::optional<int> index;
    WirelessInterface found;
    TRY(for_each_netlink_attribute(attributes, [&](std::uint16_t type, BytesView value) {
        return read_interface_part(type, value, index, found);
    }));
    if (!index) {
        return Error{ErrorKind::not_found,
                     {"une fonction sans interface", "a function without interface"}};
    }
    found.index = *index;
    return found;
}

Result<> add_heard_network(BytesView message, WifiNetworks& networks) {
    const auto attributes = TRY(attributes_of(message, NL80211_CMD_NEW_SCAN_RESULTS));
    AccessPoint point;
    TRY(for_each_netlink_attribute(attributes, [&](std::uint16_t type, BytesView value) {
        return type == NL80211_ATTR_BSS ? read_point(value, point) : Result<>{};
    }));
    if (!point.address) {
        return Error{ErrorKind::malformed,
                     {"le noyau ne dit pas quelle borne", "the kernel does not say which station"}};
    }
    // One that hides its name in its beacons says it in its answers: these are two networks.
    const bool alike = std::ranges::equal(point.announced, point.answered);
    if (!point.answered.empty() || alike) add(point, point.answered, networks);
    if (!point.announced.empty() && !alike) add(point, point.announced, networks);
    return {};
}

}  // namespace primum::formats
