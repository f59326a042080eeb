#include "probes/host/saved_wifi.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "probes/testing/made_systems.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using testing::cell;
using testing::MadeTree;
using testing::plain_system;
using testing::RecordingSink;

constexpr std::string_view open_profile = "[connection]\nid=Gare\ntype=wifi\n[wifi]\nssid=Gare\n";
constexpr std::string_view closed_profile =
    "[connection]\ntype=wifi\n[wifi]\nssid=Cabinet\n[wifi-security]\nkey-mgmt=wpa-psk\n"
    "psk=secret-of-the-test\n";

MadeTree& remembering(MadeTree& made) {
    return plain_system(made)
        .file("/etc/NetworkManager/system-connections/Gare.nmconnection", std::string(open_profile))
        .file("/etc/NetworkManager/system-connections/C.nmconnection", std::string(closed_profile))
        .file("/etc/NetworkManager/system-connections/old/C.nmconnection", "a folder is no profile")
        .file("/var/lib/iwd/hotspot/Chain.conf", "nor is this one")
        .file("/var/lib/iwd/Hotel.open", "[Settings]\nAutoConnect=false\n");
}

std::vector<facts::Fact> look(bool measure_keys) {
    MadeTree made;
    HostContext context(remembering(made).tree());
    RecordingSink sink;
    EXPECT_TRUE(SavedWifiProbe(context, measure_keys).observe(sink));
    EXPECT_TRUE(sink.unseen.empty());
    return sink.rows<facts::SavedWifi>();
}

facts::Fact named(const std::vector<facts::Fact>& rows, const std::string& ssid) {
    const auto found = std::ranges::find_if(
        rows, [&](const facts::Fact& row) { return cell(row, "ssid") == facts::Value(ssid); });
    CHECK(found != rows.end());
    return *found;
}

TEST(SavedWifiProbe, every_program_that_remembers_networks_is_asked) {
    const auto rows = look(/*measure_keys=*/false);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(cell(named(rows, "Gare"), "security"), facts::Value(std::string("open")));
    EXPECT_EQ(cell(named(rows, "Hotel"), "joins_alone"), facts::Value(std::int64_t{0}));
}

TEST(SavedWifiProbe, a_key_is_not_even_measured_without_consent) {
    for (const auto& row : look(/*measure_keys=*/false)) {
        EXPECT_EQ(cell(row, "key_characters"), facts::Value());
    }
}

TEST(SavedWifiProbe, with_consent_the_length_of_a_key_is_told) {
    const auto row = named(look(/*measure_keys=*/true), "Cabinet");
    EXPECT_EQ(cell(row, "key_characters"), facts::Value(std::int64_t{18}));
    EXPECT_EQ(cell(row, "key_kind"), facts::Value(std::string("mixed")));
}

}  // namespace
}  // namespace primum::probes
