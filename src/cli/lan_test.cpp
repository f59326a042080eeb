#include "cli/lan.h"

#include <gtest/gtest.h>

namespace primum::cli {
namespace {

std::vector<os::Interface> interfaces() {
    const auto cidr = [](const char* text) { return Cidr::parse(text).value(); };
    return {
        {.index = 1,
         .name = "lo",
         .is_up = true,
         .is_loopback = true,
         .addresses = {cidr("127.0.0.1/8"), cidr("::1/128")}},
        {.index = 2,
         .name = "eth0",
         .is_up = true,
         .addresses = {cidr("192.168.77.10/24"), cidr("fe80::10/64")}},
        {.index = 3, .name = "wan0", .is_up = true, .addresses = {cidr("203.0.113.5/24")}},
        {.index = 4, .name = "eth1", .is_up = false, .addresses = {cidr("10.0.0.1/24")}},
    };
}

std::vector<os::Route> routes() { return {{IpAddress::parse("192.168.77.1").value(), 2}}; }

Result<std::vector<Lan>> choose(const std::vector<std::string>& wanted) {
    return choose_lans(wanted, interfaces(), routes());
}

std::string refusal_of(const std::string& wanted) {
    const auto chosen = choose({wanted});
    EXPECT_FALSE(chosen) << wanted;
    if (chosen) return {};
    EXPECT_EQ(chosen.error().kind, ErrorKind::usage);
    return chosen.error().message.english;
}

TEST(Lan, a_connected_private_network_is_taken_with_its_interface_and_router) {
    const auto chosen = choose({"192.168.77.0/24"});
    ASSERT_TRUE(chosen);
    ASSERT_EQ(chosen->size(), 1U);
    EXPECT_EQ(chosen->front().interface.name, "eth0");
    EXPECT_EQ(chosen->front().gateways, std::vector{IpAddress::parse("192.168.77.1").value()});
}

TEST(Lan, a_part_of_a_connected_network_is_taken_and_written_from_its_first_address) {
    EXPECT_EQ(choose({"192.168.77.130/25"})->front().cidr.to_string(), "192.168.77.128/25");
    EXPECT_EQ(choose({"192.168.77.30"})->front().cidr.to_string(), "192.168.77.30/32");
}

TEST(Lan, auto_takes_every_private_network_that_is_plugged_in_and_no_other) {
    const auto chosen = choose({"auto", "192.168.77.0/24"});
    ASSERT_TRUE(chosen);
    ASSERT_EQ(chosen->size(), 1U);
    EXPECT_EQ(chosen->front().cidr.to_string(), "192.168.77.0/24");
}

TEST(Lan, loopback_may_be_named) { EXPECT_TRUE(choose({"127.0.0.0/24"})); }

TEST(Lan, a_public_network_is_refused_even_when_connected) {
    EXPECT_NE(refusal_of("203.0.113.0/24").find("not a private network"), std::string::npos);
    EXPECT_NE(refusal_of("8.8.8.8").find("323-1"), std::string::npos);
}

TEST(Lan, a_private_network_elsewhere_is_refused) {
    EXPECT_NE(refusal_of("192.168.1.0/24").find("not directly connected"), std::string::npos);
    EXPECT_NE(refusal_of("192.168.76.0/23").find("not directly connected"), std::string::npos);
    EXPECT_NE(refusal_of("10.0.0.0/24").find("not directly connected"), std::string::npos);
}

TEST(Lan, a_network_too_large_to_walk_is_refused) {
    EXPECT_NE(refusal_of("127.0.0.0/8").find("4096"), std::string::npos);
}

TEST(Lan, what_is_no_network_is_refused) {
    EXPECT_NE(refusal_of("cabinet").find("not a network"), std::string::npos);
    EXPECT_NE(refusal_of("fe80::/64").find("IPv4"), std::string::npos);
}

TEST(Lan, auto_without_any_private_network_says_so) {
    const auto chosen = choose_lans({"auto"}, {interfaces()[0]}, {});
    ASSERT_FALSE(chosen);
    EXPECT_NE(chosen.error().message.french.find("aucun réseau privé"), std::string::npos);
}

}  // namespace
}  // namespace primum::cli
