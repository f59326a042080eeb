#include "formats/wifi/capture.h"

#include <gtest/gtest.h>

#include "formats/wifi/radio_header.h"
#include "formats/wifi/testing/beacons.h"

namespace primum::formats {
namespace {

using testing::pcap;

struct Read {
    std::vector<std::string> frames;
    Result<CaptureSummary> summary = CaptureSummary{};
};

Read read(BytesView file) {
    Read made;
    made.summary = read_capture(
        file, [&](const CapturedFrame& frame) { made.frames.emplace_back(as_text(frame.bytes)); });
    return made;
}

TEST(Capture, frames_come_in_order) {
    const auto file = pcap(LinkType::radiotap, {to_bytes("one"), to_bytes("two")});
    EXPECT_EQ(read(file).frames, (std::vector<std::string>{"one", "two"}));
    EXPECT_FALSE(read(file).summary->cut_short);
}

TEST(Capture, a_cut_file_gives_what_comes_before_and_says_so) {
    const auto file = pcap(LinkType::radiotap, {to_bytes("one"), to_bytes("two")});
    const auto cut = read(BytesView(file).first(file.size() - 1));
    EXPECT_EQ(cut.frames, std::vector<std::string>{"one"});
    EXPECT_TRUE(cut.summary->cut_short);
}

TEST(Capture, another_file_is_no_capture_and_not_an_empty_one) {
    for (const auto* text : {"", "abc", "PK\x03\x04 something else"}) {
        EXPECT_EQ(read(to_bytes(text)).summary.error().kind, ErrorKind::malformed) << text;
    }
}

TEST(Capture, big_endian_and_kuznetzov_s_headers_are_read) {
    const auto big = from_hex(
        "a1b2c3d4 0002 0004 00000000 00000000 0000ffff 0000007f"
        "00000000 00000000 00000001 00000009 41");
    EXPECT_EQ(read(big).frames, std::vector<std::string>{"A"});
    const auto modified = from_hex(
        "34cdb2a1 0200 0400 00000000 00000000 ffff0000 7f000000"
        "00000000 00000000 01000000 01000000 0000000000000000 42");
    EXPECT_EQ(read(modified).frames, std::vector<std::string>{"B"});
}

TEST(Capture, pcapng_tells_the_link_type_of_each_interface) {
    const auto file = from_hex(
        "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000"
        "01000000 14000000 7f00 0000 00000000 14000000"
        "06000000 24000000 00000000 00000000 00000000 02000000 02000000 41420000 24000000"
        "05000000 10000000 00000000 10000000"
        "03000000 14000000 01000000 43000000 14000000");
    std::vector<LinkType> types;
    ASSERT_TRUE(read_capture(file, [&](const auto& frame) { types.push_back(frame.link_type); }));
    EXPECT_EQ(types, (std::vector{LinkType::radiotap, LinkType::radiotap}));
    EXPECT_EQ(read(file).frames, (std::vector<std::string>{"AB", "C"}));
}

TEST(Capture, a_packet_of_an_interface_that_is_not_declared_ends_the_reading) {
    const auto file = from_hex(
        "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000"
        "06000000 20000000 07000000 00000000 00000000 00000000 00000000 20000000");
    EXPECT_TRUE(read(file).summary->cut_short);
}

TEST(RadioHeader, radiotap_says_signal_and_frequency_and_whether_a_check_sequence_follows) {
    // Present: TSFT, flags, rate, channel, signal; a second word of presence before them.
    const auto bytes = from_hex(
        "0000 2400 2f000080 00000000 00000000 0000000000000000 10 02 6c09 a000 c4 0000000000"
        "41424344 11223344");
    const auto radio = strip_radio_header(LinkType::radiotap, bytes);
    ASSERT_TRUE(radio);
    EXPECT_EQ(radio->frequency_mhz, 2412);
    EXPECT_EQ(radio->signal_dbm, -60);
    EXPECT_EQ(as_text(radio->frame), "ABCD");
}

TEST(RadioHeader, a_length_past_the_end_is_malformed_in_each_of_them) {
    for (const auto type : {LinkType::radiotap, LinkType::ppi, LinkType::prism, LinkType::avs}) {
        EXPECT_FALSE(strip_radio_header(type, from_hex("0000 ff00 ff000000 ff"))) << int(type);
        EXPECT_FALSE(strip_radio_header(type, {})) << int(type);
    }
}

TEST(RadioHeader, ppi_and_avs_are_taken_off) {
    const auto ppi =
        from_hex("0000 2000 69000000 0200 1400 0000000000000000 0000 0000 6c09 0000 0000 d8 00 41");
    const auto radio = strip_radio_header(LinkType::ppi, ppi);
    ASSERT_TRUE(radio);
    EXPECT_EQ(as_text(radio->frame), "A");
    EXPECT_EQ(radio->signal_dbm, -40);
    EXPECT_EQ(
        as_text(strip_radio_header(LinkType::prism, from_hex("80211001 00000009 00 42"))->frame),
        "B");
}

TEST(RadioHeader, ethernet_is_no_wifi) {
    EXPECT_EQ(strip_radio_header(static_cast<LinkType>(1), {}).error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace primum::formats
