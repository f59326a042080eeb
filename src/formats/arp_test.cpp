#include "formats/arp.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

const ArpPacket reply{ArpPacket::Operation::reply,
                      {0x44, 0x4b, 0x5d, 0x10, 0x00, 0x30},
                      IpAddress::from_v4(0xC0A84D1E),
                      {0x98, 0xe7, 0x43, 0x10, 0x00, 0x10},
                      IpAddress::from_v4(0xC0A84D0A)};

TEST(Arp, a_packet_comes_back_as_it_was_sent) {
    const auto bytes = encode_arp(reply);
    ASSERT_EQ(bytes.size(), 28U);
    const auto parsed = parse_arp(bytes);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(*parsed, reply);
}

TEST(Arp, padding_of_a_short_frame_is_ignored) {
    auto bytes = encode_arp(reply);
    bytes.resize(46);
    ASSERT_TRUE(parse_arp(bytes));
}

TEST(Arp, a_packet_cut_short_is_malformed) {
    const auto bytes = encode_arp(reply);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto parsed = parse_arp(BytesView(bytes).first(size));
        ASSERT_FALSE(parsed);
        EXPECT_EQ(parsed.error().kind, ErrorKind::malformed);
    }
}

TEST(Arp, other_hardware_protocols_and_operations_are_refused) {
    for (const std::size_t at : {1U, 3U, 4U, 5U, 7U}) {
        auto bytes = encode_arp(reply);
        bytes[at] = std::byte{9};
        EXPECT_FALSE(parse_arp(bytes)) << at;
    }
}

TEST(Arp, a_hardware_address_reads_as_it_is_written) {
    EXPECT_EQ(to_text(reply.sender_mac), "44:4b:5d:10:00:30");
    ASSERT_TRUE(parse_mac("44:4B:5d:10:00:30"));
    EXPECT_EQ(*parse_mac("44:4B:5d:10:00:30"), reply.sender_mac);
    for (const auto* wrong : {"", "44:4b:5d:10:00", "44:4b:5d:10:00:3g", "44-4b-5d-10-00-30"}) {
        EXPECT_FALSE(parse_mac(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace primum::formats
