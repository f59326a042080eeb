#include "probes/network/wifi_cards.h"

#include <gtest/gtest.h>

#include "formats/wifi/testing/kernel_messages.h"
#include "probes/network/wifi.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using formats::testing::heard_message;
using formats::testing::interface_message;
using formats::testing::named;

Error error(ErrorKind kind) { return {kind, {"parce que", "because"}}; }

// A computer with a card that joins networks and one that makes one.
class WifiCardsTest : public ::testing::Test {
protected:
    WifiCards cards() {
        return {.interfaces = [this] { return interfaces_; },
                .heard =
                    [this](int interface_index) {
                        asked_.push_back(interface_index);
                        return heard_;
                    },
                .listen = [this](int) { return listened_; }};
    }

    Result<> observe(std::vector<std::string> own_names = {"Cabinet"}) {
        return WifiProbe({}, cards(), std::move(own_names)).observe(sink_);
    }

    Result<std::vector<Bytes>> interfaces_{
        std::vector<Bytes>{interface_message(3, "wlan0", NL80211_IFTYPE_STATION),
                           interface_message(4, "wlan1", NL80211_IFTYPE_AP)}};
    Result<std::vector<Bytes>> heard_{
        std::vector<Bytes>{heard_message({.answered = named("Cabinet")})}};
    Result<> listened_;
    std::vector<int> asked_;
    testing::RecordingSink sink_;
};

TEST_F(WifiCardsTest, what_a_card_hears_becomes_rows_and_an_access_point_is_not_asked) {
    ASSERT_TRUE(observe());
    EXPECT_EQ(asked_, std::vector{3});
    ASSERT_EQ(sink_.rows<facts::WifiNetwork>().size(), 1U);
    EXPECT_TRUE(sink_.unseen.empty());
}

TEST_F(WifiCardsTest, without_the_right_to_listen_what_is_remembered_is_given_and_said_to_be_so) {
    listened_ = error(ErrorKind::denied);
    ASSERT_TRUE(observe());
    EXPECT_EQ(sink_.rows<facts::WifiNetwork>().size(), 1U);
    ASSERT_EQ(sink_.unseen.size(), 1U);
    EXPECT_NE(sink_.unseen[0].french.find("sudo"), std::string::npos);
}

TEST_F(WifiCardsTest, a_card_that_hears_nothing_is_no_empty_air) {
    heard_ = std::vector<Bytes>{};
    ASSERT_TRUE(observe());
    ASSERT_EQ(sink_.unseen.size(), 1U);
    EXPECT_NE(sink_.unseen[0].english.find("none was heard"), std::string::npos);
}

TEST_F(WifiCardsTest, a_card_that_cannot_be_asked_is_a_failure) {
    heard_ = error(ErrorKind::io);
    EXPECT_FALSE(observe());
    EXPECT_TRUE(sink_.rows<facts::WifiNetwork>().empty());
}

TEST_F(WifiCardsTest, access_points_alone_hear_nothing_and_that_is_a_failure) {
    interfaces_ = std::vector<Bytes>{interface_message(4, "wlan1", NL80211_IFTYPE_AP)};
    EXPECT_FALSE(observe());
    EXPECT_TRUE(asked_.empty());
}

TEST_F(WifiCardsTest, a_card_that_is_switched_off_is_said) {
    listened_ = error(ErrorKind::unreachable);
    ASSERT_TRUE(observe());
    EXPECT_NE(sink_.unseen.at(0).english.find("wlan0"), std::string::npos);
}

TEST_F(WifiCardsTest, the_person_s_wish_to_stop_is_obeyed) {
    listened_ = error(ErrorKind::stopped);
    const auto observed = observe();
    ASSERT_FALSE(observed);
    EXPECT_EQ(observed.error().kind, ErrorKind::stopped);
    EXPECT_TRUE(asked_.empty());
}

TEST_F(WifiCardsTest, only_a_kernel_that_answers_so_has_no_wifi) {
    EXPECT_TRUE(may_have_wifi(interfaces_));
    EXPECT_FALSE(may_have_wifi(std::vector<Bytes>{}));
    EXPECT_FALSE(may_have_wifi(error(ErrorKind::not_found)));
    EXPECT_TRUE(may_have_wifi(error(ErrorKind::denied)));
    EXPECT_TRUE(may_have_wifi(std::vector<Bytes>{Bytes(3)}));
}

}  // namespace
}  // namespace primum::probes
