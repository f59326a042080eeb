#include "formats/wifi/beacon.h"

#include <gtest/gtest.h>

#include "formats/wifi/testing/beacons.h"

namespace primum::formats {
namespace {

using testing::beacon_frame;
using testing::rsn_psk_ccmp;

Beacon with(std::string_view elements, bool privacy = true) {
    return parse_elements(from_hex(elements), privacy);
}

TEST(Beacon, says_its_name_its_access_point_and_its_security) {
    const auto beacon = parse_beacon(
        beacon_frame({.ssid = "Cabinet", .elements = rsn_psk_ccmp(), .privacy = true}));
    ASSERT_TRUE(beacon);
    EXPECT_EQ(beacon->ssid, "Cabinet");
    EXPECT_FALSE(beacon->hidden);
    EXPECT_EQ(beacon->bssid[0], std::byte{2});
    EXPECT_EQ(security_of(*beacon), "WPA2-PSK");
    EXPECT_EQ(beacon->rsn_ciphers, std::set<std::string>{"CCMP"});
    EXPECT_EQ(beacon->frame_protection, FrameProtection::none);
}

TEST(Beacon, a_name_of_zeros_or_none_is_hidden) {
    EXPECT_TRUE(parse_beacon(beacon_frame({.ssid = ""}))->hidden);
    EXPECT_TRUE(parse_beacon(beacon_frame({.ssid = std::string_view("\0\0\0", 3)}))->hidden);
    EXPECT_FALSE(parse_beacon(beacon_frame({.ssid = std::string_view("\0a", 2)}))->hidden);
}

TEST(Beacon, other_frames_and_cut_ones_are_told_apart) {
    auto data = beacon_frame({.ssid = "x"});
    data[0] = std::byte{0x08};
    EXPECT_EQ(parse_beacon(data).error().kind, ErrorKind::not_found);
    const auto whole = beacon_frame({.ssid = ""});
    for (std::size_t length = 0; length < 36; ++length) {
        const auto cut = parse_beacon(BytesView(whole).first(length));
        EXPECT_EQ(cut.error().kind, ErrorKind::malformed) << length;
    }
    EXPECT_TRUE(parse_beacon(beacon_frame({.ssid = "x", .type = 0x50})));
}

TEST(Beacon, the_first_name_counts) { EXPECT_EQ(with("000161 000162").ssid, "a"); }

TEST(Beacon, encryption_without_any_element_is_wep) {
    EXPECT_EQ(security_of(with("")), "WEP");
    EXPECT_EQ(security_of(with("", /*privacy=*/false)), "open");
}

TEST(Beacon, encryption_whose_element_is_damaged_is_unknown_and_not_wep) {
    const auto beacon = with("3006 0100 000fac04");
    EXPECT_EQ(security_of(beacon), "WPA2-Enterprise");  // What the standard takes when lists end.
    const auto damaged = with("300a 0100 000fac04 ffff 0000");
    EXPECT_TRUE(damaged.damaged);
    EXPECT_EQ(security_of(damaged), "unknown");
}

TEST(Beacon, an_element_of_another_version_is_as_if_it_were_not_there) {
    EXPECT_EQ(security_of(with("3006 0200 000fac04")), "WEP");
}

TEST(Beacon, wpa1_beside_wpa2_is_said_with_its_own_ciphers) {
    const auto beacon = with(
        "3014 0100 000fac02 0100 000fac04 0100 000fac02 0000"
        "dd16 0050f201 0100 0050f202 0100 0050f202 0100 0050f202");
    EXPECT_EQ(security_of(beacon), "WPA2-PSK+WPA1-PSK");
    EXPECT_EQ(beacon.rsn_ciphers, std::set<std::string>{"CCMP"});
    EXPECT_EQ(beacon.wpa1_ciphers, std::set<std::string>{"TKIP"});
    EXPECT_EQ(beacon.group_cipher, "TKIP");
}

TEST(Beacon, wpa3_asks_for_protected_management_frames) {
    const auto beacon = with("3014 0100 000fac04 0100 000fac04 0100 000fac08 c000");
    EXPECT_EQ(security_of(beacon), "WPA3-SAE");
    EXPECT_EQ(beacon.frame_protection, FrameProtection::required);
    EXPECT_EQ(with("3014 0100 000fac04 0100 000fac04 0100 000fac02 8000").frame_protection,
              FrameProtection::optional);
}

TEST(Beacon, several_ways_are_said_the_best_first) {
    EXPECT_EQ(security_of(with("3018 0100 000fac04 0100 000fac04 0200 000fac02 000fac08 8000")),
              "WPA3-SAE+WPA2-PSK");
    EXPECT_EQ(security_of(with("3014 0100 000fac09 0100 000fac09 0100 000fac0c c000")),
              "WPA3-Enterprise-192");
    EXPECT_EQ(security_of(with("3014 0100 000fac04 0100 000fac04 0100 000fac12 c000", false)),
              "OWE");
}

TEST(Beacon, a_way_that_nobody_knows_is_unknown_and_keeps_its_number) {
    const auto beacon = with("3014 0100 000fac04 0100 000fac63 0100 000fac63 0000");
    EXPECT_EQ(security_of(beacon), "unknown");
    EXPECT_EQ(beacon.rsn_akms, std::set<std::string>{"00-0F-AC:99"});
}

TEST(Beacon, a_pairwise_cipher_may_be_that_of_the_group) {
    EXPECT_EQ(with("3014 0100 000fac02 0100 000fac00 0100 000fac02 0000").rsn_ciphers,
              std::set<std::string>{"TKIP"});
}

TEST(Beacon, wps_and_the_channel_are_seen) {
    const auto beacon = with("030106 dd05 0050f204 10");
    EXPECT_TRUE(beacon.wps);
    EXPECT_EQ(beacon.channel, 6);
    EXPECT_EQ(with("3d0295 00").channel, 149);
}

TEST(Beacon, an_element_past_the_end_keeps_those_before_it) {
    const auto beacon = with("000161 030106 30ff 0100");
    EXPECT_EQ(beacon.ssid, "a");
    EXPECT_EQ(beacon.channel, 6);
    EXPECT_TRUE(beacon.damaged);
}

}  // namespace
}  // namespace primum::formats
