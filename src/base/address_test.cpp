#include "base/address.h"

#include <gtest/gtest.h>

namespace primum {
namespace {

Cidr cidr(std::string_view text) { return Cidr::parse(text).value(); }
IpAddress ip(std::string_view text) { return IpAddress::parse(text).value(); }

TEST(IpAddress, is_printed_as_it_was_read) {
    for (const char* text : {"192.168.1.30", "0.0.0.0", "fe80::1", "::1", "2001:db8::5"}) {
        EXPECT_EQ(ip(text).to_string(), text);
    }
}

TEST(IpAddress, what_is_no_address_is_refused_with_its_text) {
    for (const char* text : {"", "192.168.1", "192.168.1.300", "nas.local", "1.2.3.4 "}) {
        ASSERT_FALSE(IpAddress::parse(text)) << text;
    }
    EXPECT_EQ(IpAddress::parse("nas").error().message.english, "\"nas\" is not an IP address");
}

TEST(IpAddress, private_networks_are_those_of_the_standards) {
    for (const char* text : {"10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1",
                             "169.254.1.1", "fe80::1", "fd00::1"}) {
        EXPECT_TRUE(ip(text).is_private()) << text;
    }
    for (const char* text :
         {"172.32.0.1", "192.169.0.1", "127.0.0.1", "8.8.8.8", "2001:db8::1", "::1"}) {
        EXPECT_FALSE(ip(text).is_private()) << text;
    }
}

TEST(IpAddress, v4_sorts_before_v6) { EXPECT_LT(ip("255.0.0.1"), ip("::1")); }

TEST(Cidr, contains_what_shares_its_prefix) {
    EXPECT_TRUE(cidr("192.168.76.0/23").contains(ip("192.168.77.255")));
    EXPECT_FALSE(cidr("192.168.76.0/23").contains(ip("192.168.78.0")));
    EXPECT_FALSE(cidr("192.168.76.0/23").contains(ip("fe80::1")));
    EXPECT_TRUE(cidr("0.0.0.0/0").contains(ip("8.8.8.8")));
    EXPECT_TRUE(cidr("fe80::/10").contains(ip("febf::1")));
    EXPECT_TRUE(cidr("192.168.77.0/24").contains(cidr("192.168.77.128/25")));
    EXPECT_FALSE(cidr("192.168.77.128/25").contains(cidr("192.168.77.0/24")));
}

TEST(Cidr, a_bare_address_is_a_network_of_one) {
    EXPECT_EQ(cidr("192.168.77.30").size(), 1U);
    EXPECT_EQ(cidr("192.168.77.30").to_string(), "192.168.77.30/32");
}

TEST(Cidr, first_clears_what_lies_beyond_the_prefix) {
    EXPECT_EQ(cidr("192.168.77.130/25").first(), ip("192.168.77.128"));
    EXPECT_EQ(cidr("2001:db8::5/64").first(), ip("2001:db8::"));
}

TEST(Cidr, what_is_no_network_is_refused_with_an_example) {
    for (const char* text : {"", "192.168.1.0/33", "192.168.1.0/", "192.168.1.0/-1", "maison/24"}) {
        const auto parsed = Cidr::parse(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().kind, ErrorKind::usage);
        EXPECT_NE(parsed.error().message.french.find("192.168.1.0/24"), std::string::npos);
    }
}

TEST(Endpoint, an_ipv6_address_stands_in_brackets) {
    EXPECT_EQ((Endpoint{ip("fe80::1"), 104}).to_string(), "[fe80::1]:104");
    EXPECT_EQ((Endpoint{ip("10.0.0.1"), 104}).to_string(), "10.0.0.1:104");
}

}  // namespace
}  // namespace primum
