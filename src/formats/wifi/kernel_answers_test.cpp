#include "formats/wifi/kernel_answers.h"

#include <gtest/gtest.h>

#include "formats/wifi/testing/beacons.h"
#include "formats/wifi/testing/kernel_messages.h"

namespace primum::formats {
namespace {

using testing::heard_message;
using testing::interface_message;
using testing::named;

Bytes protected_by(Bytes elements, const Bytes& more) {
    elements.insert(elements.end(), more.begin(), more.end());
    return elements;
}

TEST(KernelAnswers, a_station_is_told_from_an_access_point) {
    const auto station =
        parse_wireless_interface(interface_message(7, "wlp2s0", NL80211_IFTYPE_STATION));
    ASSERT_TRUE(station);
    EXPECT_EQ(station->index, 7);
    EXPECT_EQ(station->name, "wlp2s0");
    EXPECT_TRUE(station->is_station);
    const auto point = parse_wireless_interface(interface_message(8, "wlan1", NL80211_IFTYPE_AP));
    ASSERT_TRUE(point);
    EXPECT_FALSE(point->is_station);
}

TEST(KernelAnswers, a_function_of_a_card_without_interface_is_not_one) {
    const auto read = parse_wireless_interface(testing::kernel_message(
        NL80211_CMD_NEW_INTERFACE,
        {testing::attribute(NL80211_ATTR_IFTYPE,
                            testing::number_bytes(NL80211_IFTYPE_P2P_DEVICE))}));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, ErrorKind::not_found);
}

TEST(KernelAnswers, what_was_heard_is_read_as_a_capture_is) {
    WifiNetworks networks;
    ASSERT_TRUE(add_heard_network(
        heard_message({.answered = protected_by(named("Cabinet"), testing::rsn_psk_ccmp()),
                       .capability = 0x0011}),
        networks));
    ASSERT_EQ(networks.all().size(), 1U);
    const auto& network = networks.all().begin()->second;
    EXPECT_EQ(network.beacon.ssid, "Cabinet");
    EXPECT_EQ(hardware_address(network.beacon.bssid), "02:00:00:00:00:aa");
    EXPECT_EQ(security_of(network.beacon), "WPA2-PSK");
    EXPECT_EQ(network.beacon.channel, 6);
    EXPECT_EQ(network.signal_dbm, -43);
}

TEST(KernelAnswers, privacy_without_a_word_of_how_is_wep) {
    WifiNetworks networks;
    ASSERT_TRUE(add_heard_network(heard_message({.answered = named("Vieux"), .capability = 0x0011}),
                                  networks));
    EXPECT_EQ(security_of(networks.all().begin()->second.beacon), "WEP");
}

TEST(KernelAnswers, a_name_hidden_in_the_beacons_and_said_when_asked_is_known_both_ways) {
    WifiNetworks networks;
    ASSERT_TRUE(add_heard_network(
        heard_message({.answered = named("Cabinet"), .announced = named("")}), networks));
    ASSERT_EQ(networks.all().size(), 2U);
    EXPECT_TRUE(networks.all().begin()->second.beacon.hidden);
}

TEST(KernelAnswers, beacons_alone_are_one_network) {
    WifiNetworks networks;
    ASSERT_TRUE(add_heard_network(heard_message({.announced = named("Cabinet")}), networks));
    EXPECT_EQ(networks.all().size(), 1U);
}

TEST(KernelAnswers, a_cut_answer_is_an_error_and_not_an_empty_air) {
    const auto whole = heard_message({.answered = named("Cabinet")});
    for (std::size_t kept = 0; kept < whole.size(); ++kept) {
        WifiNetworks networks;
        EXPECT_FALSE(add_heard_network(BytesView(whole).first(kept), networks)) << kept;
        EXPECT_TRUE(networks.all().empty());
    }
}

TEST(KernelAnswers, an_answer_to_something_else_is_refused) {
    WifiNetworks networks;
    EXPECT_FALSE(add_heard_network(interface_message(7, "wlan0", 2), networks));
    EXPECT_FALSE(parse_wireless_interface(heard_message({})));
}

}  // namespace
}  // namespace primum::formats
