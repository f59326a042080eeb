#include "formats/host/packet_filter.h"

#include <gtest/gtest.h>

#include "formats/host/iptables_save.h"
#include "formats/host/nftables_dump.h"
#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

// Recorded from the kernel (see the README beside the files): type, length, body of each message.
PacketFilter recorded(const std::string& name) {
    PacketFilter filter;
    const auto file = vector_file("host/nftables_" + name + ".bin");
    ByteReader reader(file);
    while (!reader.at_end()) {
        const auto type = reader.u16_little().value();
        const auto length = reader.u16_little().value();
        CHECK(add_nftables_message(filter, type, reader.take(length).value()));
    }
    return filter;
}

TEST(Nftables, a_policy_that_drops_refuses) {
    EXPECT_TRUE(refuses_unnamed_input(recorded("closed"), "ip"));
    EXPECT_TRUE(refuses_unnamed_input(recorded("closed"), "ip6"));
}

TEST(Nftables, a_last_rule_that_rejects_everything_refuses_as_firewalld_does) {
    EXPECT_TRUE(refuses_unnamed_input(recorded("rejects_last"), "ip"));
}

TEST(Nftables, a_reject_of_the_old_iptables_refuses_though_it_logs_before) {
    EXPECT_TRUE(refuses_unnamed_input(recorded("old_reject"), "ip"));
}

TEST(Nftables, dropping_some_packets_or_forwarded_ones_is_no_firewall) {
    EXPECT_FALSE(refuses_unnamed_input(recorded("open"), "ip"));
    EXPECT_FALSE(refuses_unnamed_input(PacketFilter{}, "ip"));
}

TEST(Nftables, a_firewall_for_one_family_leaves_the_other_open) {
    EXPECT_TRUE(refuses_unnamed_input(recorded("ipv4_only"), "ip"));
    EXPECT_FALSE(refuses_unnamed_input(recorded("ipv4_only"), "ip6"));
}

TEST(Nftables, a_cut_message_is_an_error) {
    PacketFilter filter;
    const auto body = from_hex("01000000 2000 0100 66");
    EXPECT_FALSE(add_nftables_message(filter, 10 << 8 | 3, body));
    EXPECT_FALSE(add_nftables_message(filter, 10 << 8 | 6, {}));
    EXPECT_TRUE(add_nftables_message(filter, 2, {}));
}

TEST(IptablesSave, ufw_drops_what_it_does_not_name) {
    const auto filter = parse_iptables_save(
        "# Generated\n*nat\n:INPUT ACCEPT [0:0]\nCOMMIT\n*filter\n:INPUT DROP [12:3]\n"
        ":ufw-before-input - [0:0]\n-A INPUT -j ufw-before-input\n"
        "-A ufw-before-input -i lo -j ACCEPT\nCOMMIT\n",
        "ip");
    EXPECT_TRUE(refuses_unnamed_input(filter, "ip"));
    EXPECT_FALSE(refuses_unnamed_input(filter, "ip6"));
}

TEST(IptablesSave, an_unconditional_accept_opens_what_the_policy_closes) {
    EXPECT_FALSE(refuses_unnamed_input(
        parse_iptables_save(
            "*filter\n:INPUT DROP [0:0]\n-A INPUT -m comment --comment \"let in all\" "
            "-j ACCEPT\n",
            "ip"),
        "ip"));
}

TEST(IptablesSave, a_chain_that_rejects_last_refuses_through_a_jump) {
    constexpr std::string_view rules =
        "*filter\n:INPUT ACCEPT [0:0]\n:guard - [0:0]\n-A INPUT -j guard\n"
        "-A guard -p tcp --dport 22 -j ACCEPT\n-A guard -j REJECT --reject-with "
        "icmp-port-unreachable\n";
    EXPECT_TRUE(refuses_unnamed_input(parse_iptables_save(rules, "ip6"), "ip6"));
}

TEST(IptablesSave, chains_that_jump_to_one_another_end) {
    constexpr std::string_view rules =
        "*filter\n:INPUT ACCEPT\n-A INPUT -j a\n-A a -j b\n-A b -j a\n-A b -j a\n";
    EXPECT_FALSE(refuses_unnamed_input(parse_iptables_save(rules, "ip"), "ip"));
}

}  // namespace
}  // namespace primum::formats
