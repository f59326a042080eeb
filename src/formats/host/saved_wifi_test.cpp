#include "formats/host/saved_wifi.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(SavedWifi, a_profile_of_network_manager_without_security_is_open) {
    const auto network = parse_network_manager_profile(
        "[connection]\nid=Gare\ntype=wifi\n\n[wifi]\nssid=Gare de Lyon\n");
    ASSERT_TRUE(network);
    EXPECT_EQ(network->ssid, "Gare de Lyon");
    EXPECT_EQ(network->security, "open");
    EXPECT_TRUE(network->joins_alone);
    EXPECT_FALSE(network->key_characters);
}

TEST(SavedWifi, a_profile_that_waits_for_a_person_does_not_join_alone) {
    const auto network = parse_network_manager_profile(
        "[connection]\ntype=wifi\nautoconnect=false\n[wifi]\nssid=67;97;98;\n"
        "[wifi-security]\nkey-mgmt=wpa-psk\npsk=12345678\n");
    ASSERT_TRUE(network);
    EXPECT_EQ(network->ssid, "Cab");
    EXPECT_EQ(network->security, "PSK");
    EXPECT_FALSE(network->joins_alone);
    EXPECT_EQ(network->key_characters, 8);
    EXPECT_EQ(network->key_kind, "digits");
}

TEST(SavedWifi, an_old_profile_is_read_too) {
    const auto network = parse_network_manager_profile(
        "[connection]\ntype=802-11-wireless\n[802-11-wireless]\nssid=Vieux\n"
        "[802-11-wireless-security]\nkey-mgmt=none\nwep-key0=abcde\n");
    ASSERT_TRUE(network);
    EXPECT_EQ(network->security, "WEP");
}

TEST(SavedWifi, a_cable_or_an_access_point_of_this_computer_is_no_saved_network) {
    EXPECT_FALSE(parse_network_manager_profile("[connection]\ntype=ethernet\n"));
    EXPECT_FALSE(parse_network_manager_profile("[connection]\ntype=wifi\n[wifi]\nmode=ap\n"));
    EXPECT_FALSE(parse_network_manager_profile(""));
}

TEST(SavedWifi, each_block_of_wpa_supplicant_is_a_network) {
    const auto networks = parse_wpa_supplicant(
        "ctrl_interface=/run\nnetwork={\n  ssid=\"Hotel\"\n  key_mgmt=NONE\n}\n"
        "network={\n ssid=43616265\n psk=\"une longue phrase\"\n disabled=1\n}\n"
        "network={\n ssid=\"W\"\n key_mgmt=NONE\n wep_key0=\"abcde\"\n}\n"
        "network={\n ssid=\"E\"\n key_mgmt=WPA-EAP\n}\nnetwork={\n ssid=\"cut\"\n");
    ASSERT_EQ(networks.size(), 4U);
    EXPECT_EQ(networks[0].security, "open");
    EXPECT_EQ(networks[1].ssid, "Cabe");
    EXPECT_EQ(networks[1].key_characters, 17);
    EXPECT_EQ(networks[1].key_kind, "mixed");
    EXPECT_FALSE(networks[1].joins_alone);
    EXPECT_EQ(networks[2].security, "WEP");
    EXPECT_EQ(networks[3].security, "Enterprise");
}

TEST(SavedWifi, a_derived_key_says_nothing_of_what_was_chosen) {
    const auto networks =
        parse_wpa_supplicant("network={\nssid=\"A\"\npsk=" + std::string(64, 'a') + "\n}\n");
    ASSERT_EQ(networks.size(), 1U);
    EXPECT_FALSE(networks[0].key_characters);
}

TEST(SavedWifi, a_derived_key_of_network_manager_is_not_measured_either) {
    const auto network = parse_network_manager_profile(
        "[connection]\ntype=wifi\n[wifi]\nssid=Cabinet\n[wifi-security]\nkey-mgmt=wpa-psk\npsk=" +
        std::string(64, 'a') + "\n");
    ASSERT_TRUE(network);
    EXPECT_FALSE(network->key_characters);
}

TEST(SavedWifi, iwd_says_in_the_name_how_a_network_is_protected) {
    EXPECT_EQ(parse_iwd_network("Gare.open", "")->security, "open");
    const auto network = parse_iwd_network("=43616265.psk",
                                           "[Security]\nPassphrase=Cabinet\n"
                                           "[Settings]\nAutoConnect=false\n");
    ASSERT_TRUE(network);
    EXPECT_EQ(network->ssid, "Cabe");
    EXPECT_EQ(network->key_kind, "letters");
    EXPECT_FALSE(network->joins_alone);
    EXPECT_FALSE(parse_iwd_network("known_networks.db", ""));
    EXPECT_FALSE(parse_iwd_network("psk", ""));
}

}  // namespace
}  // namespace primum::formats
