#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "formats/host/idle_lock.h"
#include "formats/host/virus_list.h"
#include "formats/host/xfconf.h"

namespace primum::formats {
namespace {

using namespace std::chrono_literals;

TEST(Xfconf, nested_properties_have_whole_names) {
    const auto channel =
        parse_xfconf_channel(
            as_bytes(
                R"(<?xml version="1.0"?><channel name="xfce4-screensaver" version="1.0">
            <property name="lock" type="empty"><property name="enabled" type="bool" value="false"/>
            </property></channel>)"))
            .value();
    EXPECT_EQ(channel.at("/lock/enabled"), "false");
    EXPECT_FALSE(channel.contains("/lock"));
}

TEST(Xfconf, another_document_is_an_error) {
    EXPECT_FALSE(parse_xfconf_channel(as_bytes("<html></html>")));
    EXPECT_FALSE(parse_xfconf_channel(as_bytes("<channel>")));
}

TEST(SwayIdle, the_shortest_timeout_that_locks_counts) {
    const auto lock = parse_swayidle(
        "# timeout 1 swaylock\nexec swayidle -w timeout 900 'swaylock -f' timeout 300 'swaylock "
        "-f' \\\n"
        " timeout 60 'swaymsg \"output * dpms off\"' resume 'swaylock' before-sleep 'swaylock "
        "-f'\n");
    EXPECT_TRUE(lock.locks);
    EXPECT_EQ(lock.after, 300s);
    EXPECT_FALSE(parse_swayidle("exec swayidle timeout 60 'swaymsg dpms off'\n").locks);
    EXPECT_FALSE(parse_swayidle("bindsym $mod+l exec swaylock\n").locks);
}

TEST(XScreensaver, only_what_is_written_is_known) {
    const auto settings = parse_xscreensaver(
        "# x\ntimeout:\t0:10:00\nlock:\t\tFalse\nlockTimeout: 0:00:30\nmode: blank\n");
    EXPECT_EQ(settings.locks, false);
    EXPECT_EQ(settings.timeout, 600s);
    EXPECT_EQ(settings.lock_timeout, 30s);
    EXPECT_EQ(settings.is_on, true);
    EXPECT_EQ(parse_xscreensaver("*lock: True\n! timeout: 1\nmode: off").is_on, false);
    EXPECT_FALSE(parse_xscreensaver("timeout: soon").timeout);
}

TEST(TimeSpan, units_add_up) {
    EXPECT_EQ(parse_time_span("30min"), 1800s);
    EXPECT_EQ(parse_time_span("1h 30s"), 3630s);
    EXPECT_EQ(parse_time_span("300"), 300s);
    EXPECT_FALSE(parse_time_span("soon"));
    EXPECT_FALSE(parse_time_span("5 weeksandmore"));
    EXPECT_FALSE(parse_time_span(""));
}

TEST(VirusList, the_header_of_clamav_says_when_it_was_built) {
    EXPECT_EQ(parse_clamav_header("ClamAV-VDB:14 Sep 2026 07-26 -0400:27399:2067"),
              std::chrono::sys_days(2026y / 9 / 14));
    EXPECT_FALSE(parse_clamav_header("ClamAV-VDB:14 Sep"));
    EXPECT_FALSE(parse_clamav_header("ClamAV-VDB:31 Feb 2026 x:"));
    EXPECT_FALSE(parse_clamav_header("PK"));
}

}  // namespace
}  // namespace primum::formats
