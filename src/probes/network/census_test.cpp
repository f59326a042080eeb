#include "probes/network/census.h"

#include <gtest/gtest.h>

namespace primum::probes {
namespace {

const Cidr cidr = Cidr::parse("192.168.77.0/24").value();
IpAddress at(std::uint32_t last) { return IpAddress::from_v4(0xC0A84D00 | last); }

TEST(Census, who_gave_two_signs_is_one_device) {
    Census census(cidr);
    census.note(at(30), Sign::arp, [](Presence& seen) { seen.mac = "44:4b:5d:10:00:30"; });
    census.note(at(30), Sign::mdns, [](Presence& seen) { seen.mdns_name = "echo"; });
    const auto seen = census.presences();
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0].mac, "44:4b:5d:10:00:30");
    EXPECT_EQ(seen[0].name(), "echo");
    EXPECT_EQ(seen[0].signs, (std::set<Sign>{Sign::arp, Sign::mdns}));
}

TEST(Census, addresses_that_no_device_has_are_ignored) {
    Census census(cidr);
    census.note(at(0), Sign::arp);
    census.note(at(255), Sign::arp);
    census.note(IpAddress::from_v4(0xC0A84E01), Sign::arp);
    census.note(IpAddress::parse("fe80::1").value(), Sign::neighbour);
    EXPECT_TRUE(census.presences().empty());
}

TEST(Census, what_others_say_of_an_address_is_no_sign_of_it) {
    Census census(cidr);
    census.describe(at(7), [](Presence& seen) { seen.resolver_name = "ghost"; });
    EXPECT_TRUE(census.presences().empty());
}

TEST(Census, each_device_is_new_once) {
    Census census(cidr);
    census.note(at(1), Sign::arp);
    EXPECT_EQ(census.newly_seen().size(), 1U);
    census.note(at(1), Sign::ssdp);
    census.note(at(2), Sign::arp);
    EXPECT_EQ(census.newly_seen(), std::vector{at(2)});
}

TEST(Census, a_network_of_one_has_one_device_address) {
    EXPECT_EQ(device_addresses(Cidr::parse("127.0.0.1/32").value()).size(), 1U);
    EXPECT_EQ(device_addresses(Cidr::parse("10.0.0.0/30").value()).size(), 2U);
    EXPECT_EQ(device_addresses(cidr).size(), 254U);
}

}  // namespace
}  // namespace primum::probes
