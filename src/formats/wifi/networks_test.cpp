#include "formats/wifi/networks.h"

#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "base/text.h"
#include "formats/testing/test_data.h"
#include "formats/testing/vectors.h"
#include "formats/wifi/testing/beacons.h"

namespace primum::formats {
namespace {

using testing::beacon_frame;
using testing::BeaconParts;
using testing::pcap;

std::string hex(std::string_view text) {
    std::string digits;
    for (const auto byte : as_bytes(text))
        digits += fmt::format("{:02x}", std::to_integer<int>(byte));
    return digits;
}

std::string protection_word(const Beacon& beacon) {
    if (!beacon.has_rsn) return "-";
    return beacon.frame_protection == FrameProtection::required ? "1" : "0";
}

// One row of testdata/06-wifi/expected.tsv.
std::string row_of(const std::string& file, const WifiNetwork& network) {
    const auto& beacon = network.beacon;
    auto akms = beacon.rsn_akms;
    akms.insert(beacon.wpa1_akms.begin(), beacon.wpa1_akms.end());
    return fmt::format(
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}", file, hardware_address(beacon.bssid),
        hex(beacon.ssid), security_of(beacon), fmt::join(akms, ","),
        fmt::join(beacon.has_rsn ? beacon.rsn_ciphers : beacon.wpa1_ciphers, ","),
        protection_word(beacon), beacon.wps ? "yes" : "no", beacon.hidden ? "yes" : "no",
        beacon.channel ? std::to_string(*beacon.channel) : "-", network.frames);
}

TEST(WifiNetworks, every_network_of_the_public_captures_is_read_as_expected) {
    const auto folder = testing::test_data("06-wifi");
    if (!folder) GTEST_SKIP() << "no testdata here";
    std::multiset<std::string> expected;
    std::set<std::string> files;
    std::ifstream list(*folder / "expected.tsv");
    std::string line;
    std::getline(list, line);
    while (std::getline(list, line)) {
        const auto at = line.find("<MISSING>");  // How the list writes a name that is not there.
        if (at != std::string::npos) line.erase(at, std::string_view("<MISSING>").size());
        expected.insert(line);
    }
    std::ifstream labels(*folder / "labels.tsv");
    std::getline(labels, line);
    std::multiset<std::string> found;
    while (std::getline(labels, line)) {
        const auto file = line.substr(0, line.find('\t'));
        if (file.ends_with(".out")) continue;
        WifiCapture capture;
        const auto read = read_wifi_capture(testing::file_bytes(*folder / file), capture);
        if (!read) continue;
        for (const auto& [key, network] : capture.networks.all())
            found.insert(row_of(file, network));
    }
    EXPECT_FALSE(found.empty());
    std::vector<std::string> missing;
    std::vector<std::string> surplus;
    std::ranges::set_difference(expected, found, std::back_inserter(missing));
    std::ranges::set_difference(found, expected, std::back_inserter(surplus));
    EXPECT_TRUE(missing.empty()) << fmt::format("{}", fmt::join(missing, "\n"));
    EXPECT_TRUE(surplus.empty()) << fmt::format("{}", fmt::join(surplus, "\n"));
}

TEST(WifiNetworks, two_names_of_one_access_point_are_two_networks) {
    WifiCapture capture;
    ASSERT_TRUE(read_wifi_capture(pcap(LinkType::ieee802_11, {beacon_frame({.ssid = "Cabinet"}),
                                                              beacon_frame({.ssid = "Invites"}),
                                                              beacon_frame({.ssid = "Cabinet"})}),
                                  capture));
    ASSERT_EQ(capture.networks.all().size(), 2U);
    EXPECT_EQ(capture.networks.all().begin()->second.frames, 2U);
}

TEST(WifiNetworks, a_whole_beacon_is_not_forgotten_for_a_damaged_one) {
    WifiCapture capture;
    auto damaged = beacon_frame({.ssid = "Cabinet", .elements = from_hex("30ff01")});
    ASSERT_TRUE(read_wifi_capture(
        pcap(LinkType::ieee802_11,
             {beacon_frame({.ssid = "Cabinet", .elements = testing::rsn_psk_ccmp()}), damaged}),
        capture));
    EXPECT_EQ(security_of(capture.networks.all().begin()->second.beacon), "WPA2-PSK");
}

TEST(WifiNetworks, a_flood_of_invented_names_is_bounded_and_counted) {
    WifiNetworks networks;
    for (std::size_t i = 0; i < WifiNetworks::networks_max + 10; ++i) {
        networks.add(Beacon{.ssid = std::to_string(i)}, RadioFrame{});
    }
    EXPECT_EQ(networks.all().size(), WifiNetworks::networks_max);
    EXPECT_EQ(networks.left_out(), 10U);
}

TEST(WifiNetworks, a_channel_is_known_by_its_frequency) {
    EXPECT_EQ(channel_of(2412), 1);
    EXPECT_EQ(channel_of(2472), 13);
    EXPECT_EQ(channel_of(2484), 14);
    EXPECT_EQ(channel_of(5180), 36);
    EXPECT_EQ(channel_of(5745), 149);
    EXPECT_EQ(channel_of(5955), 1);
    EXPECT_EQ(channel_of(2413), std::nullopt);
    EXPECT_EQ(channel_of(0), std::nullopt);
}

}  // namespace
}  // namespace primum::formats
