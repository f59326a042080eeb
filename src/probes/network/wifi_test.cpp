#include "probes/network/wifi.h"

#include <fstream>

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "base/testing/temporary_folder.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using formats::Beacon;
using formats::WifiNetworks;
using testing::cell;

constexpr std::array box{std::byte{2}, std::byte{0}, std::byte{0},
                         std::byte{0}, std::byte{0}, std::byte{0xAA}};
constexpr std::array neighbour{std::byte{2}, std::byte{0}, std::byte{0},
                               std::byte{0}, std::byte{0}, std::byte{0xBB}};

WifiNetworks networks_of(const std::vector<Beacon>& beacons) {
    WifiNetworks networks;
    for (const auto& beacon : beacons) networks.add(beacon, {});
    return networks;
}

class WifiProbeTest : public ::testing::Test {
protected:
    std::filesystem::path write(const std::string& name, std::string_view content) const {
        std::ofstream(folder_ / name, std::ios::binary) << content;
        return folder_ / name;
    }

    // A capture without a frame, of a link type.
    std::filesystem::path empty_capture(char link_type) const {
        std::string file("\xd4\xc3\xb2\xa1\2\0\4\0\0\0\0\0\0\0\0\0\xff\xff\0\0i\0\0\0", 24);
        file[20] = link_type;
        return write("empty.pcap", file);
    }

    TemporaryFolder folder_;
    testing::RecordingSink sink_;
};

TEST(WifiRows, without_names_nobody_knows_whose_a_network_is) {
    const auto rows = wifi_rows(networks_of({{.bssid = box, .ssid = "Cabinet"}}), {});
    EXPECT_EQ(rows.at(0).ours, std::nullopt);
}

TEST(WifiRows, a_named_network_is_ours_and_the_others_are_not) {
    const auto rows = wifi_rows(
        networks_of({{.bssid = box, .ssid = "Cabinet"}, {.bssid = neighbour, .ssid = "Pizzeria"}}),
        {"Cabinet"});
    EXPECT_EQ(rows.at(0).ours, true);
    EXPECT_EQ(rows.at(1).ours, false);
}

TEST(WifiRows, a_network_may_be_named_by_its_access_point) {
    const auto rows =
        wifi_rows(networks_of({{.bssid = box, .hidden = true}}), {"02:00:00:00:00:AA"});
    EXPECT_EQ(rows.at(0).ours, true);
    EXPECT_EQ(rows.at(0).ssid, std::nullopt);
}

TEST(WifiRows, a_hidden_beacon_of_an_access_point_that_answered_by_its_name_is_ours) {
    const auto rows =
        wifi_rows(networks_of({{.bssid = box, .hidden = true}, {.bssid = box, .ssid = "Cabinet"}}),
                  {"Cabinet"});
    EXPECT_EQ(rows.at(0).ours, true);
    EXPECT_EQ(rows.at(1).ours, true);
}

TEST(WifiRows, a_name_in_latin_1_is_found_by_its_usual_spelling) {
    const auto rows = wifi_rows(networks_of({{.bssid = box,
                                              .ssid = "M\xE9"
                                                      "decin"}}),
                                {"Médecin"});
    EXPECT_EQ(rows.at(0).ours, true);
    EXPECT_EQ(rows.at(0).ssid, "Médecin");
    EXPECT_EQ(rows.at(0).ssid_hex, "4de9646563696e");
}

TEST(WifiRows, a_name_cannot_drive_the_terminal) {
    const auto rows = wifi_rows(networks_of({{.bssid = box, .ssid = "<b>\x1b[31m\r\n"}}), {});
    EXPECT_EQ(rows.at(0).ssid, "<b> [31m");
}

TEST_F(WifiProbeTest, a_file_that_is_no_capture_is_said_and_the_others_are_read) {
    WifiProbe probe({write("x.pcap", "not a capture"), empty_capture('i')}, std::nullopt,
                    {"Cabinet"});
    ASSERT_TRUE(probe.observe(sink_));
    ASSERT_EQ(sink_.unseen.size(), 2U);
    EXPECT_NE(sink_.unseen[0].english.find("x.pcap"), std::string::npos);
    EXPECT_NE(sink_.unseen[1].english.find("none was heard"), std::string::npos);
}

TEST_F(WifiProbeTest, no_readable_capture_is_a_failure_and_not_an_empty_air) {
    EXPECT_FALSE(WifiProbe({folder_ / "nowhere.pcap"}, std::nullopt, {}).observe(sink_));
    EXPECT_TRUE(sink_.rows<facts::WifiNetwork>().empty());
}

TEST_F(WifiProbeTest, a_capture_of_cables_is_a_failure_and_not_an_empty_air) {
    std::string file("\xd4\xc3\xb2\xa1\2\0\4\0\0\0\0\0\0\0\0\0\xff\xff\0\0\1\0\0\0", 24);
    file += std::string("\0\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0x", 17);
    const auto observed =
        WifiProbe({write("ethernet.pcap", file)}, std::nullopt, {}).observe(sink_);
    ASSERT_FALSE(observed);
    EXPECT_NE(observed.error().message.english.find("monitor mode"), std::string::npos);
}

}  // namespace
}  // namespace primum::probes
