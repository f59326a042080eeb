#include "probes/network/devices.h"

#include <gtest/gtest.h>

#include "formats/byte_writer.h"
#include "formats/dns_message.h"
#include "net/testing/datagram_server.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using namespace std::string_view_literals;
using facts::Value;
using net::testing::DatagramServer;
using testing::cell;
using testing::RecordingSink;

// This computer's loopback as the network that is looked at.
struct Loopback {
    explicit Loopback(std::string_view network)
        : cidr(Cidr::parse(network).value()), dialer({cidr}, stop) {}

    NetworkContext context() {
        return {cidr,
                {.index = 1,
                 .name = "lo",
                 .is_up = true,
                 .is_loopback = true,
                 .addresses = {Cidr::parse("127.0.0.1/8").value()}},
                gateways,
                dialer,
                neighbourhood};
    }

    Cidr cidr;
    os::Stop stop;
    net::Dialer dialer;
    std::vector<IpAddress> gateways;
    Neighbourhood neighbourhood;
};

SearchWorld world_without_list() { return {.ieee_list = "/nonexistent", .knock_ports = {1}}; }

TEST(NetworkDevices, an_address_that_refuses_is_there) {
    Loopback loopback("127.0.0.4/31");
    RecordingSink sink;
    ASSERT_TRUE(NetworkDevices(loopback.context(), world_without_list()).observe(sink));
    const auto rows = sink.rows<facts::Device>();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(cell(rows[0], "address"), Value("127.0.0.4"));
    EXPECT_EQ(cell(rows[0], "answered"), Value("tcp"));
    EXPECT_EQ(cell(rows[0], "kind"), Value("unknown"));
    EXPECT_TRUE(sink.unseen.empty());
    EXPECT_FALSE(loopback.dialer.is_sturdy(IpAddress::parse("127.0.0.4").value()));
}

TEST(NetworkDevices, this_computer_is_known_without_asking) {
    Loopback loopback("127.0.0.1/32");
    RecordingSink sink;
    ASSERT_TRUE(NetworkDevices(loopback.context(), world_without_list()).observe(sink));
    const auto rows = sink.rows<facts::Device>();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(cell(rows[0], "this_computer"), Value(std::int64_t{1}));
    EXPECT_EQ(cell(rows[0], "kind"), Value("workstation"));
    ASSERT_EQ(loopback.neighbourhood.devices.size(), 1U);
    EXPECT_TRUE(loopback.neighbourhood.devices[0].this_computer);
}

TEST(NetworkDevices, a_name_that_would_drive_a_terminal_is_made_harmless) {
    const auto address = IpAddress::parse("127.0.0.6").value();
    const DatagramServer samba(
        [](BytesView) {
            formats::ByteWriter writer;
            writer.append("\0\1\x84\0\0\0\0\1\0\0\0\0\x20"sv);
            writer.append("CKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\0\0\x21\0\x01\0\0\0\0\0\x13"sv);
            writer.append("\x01NAS\x1b[2J        \0\x04\0"sv);
            return std::vector<Bytes>{std::move(writer).take()};
        },
        address);
    Loopback loopback("127.0.0.6/32");
    auto world = world_without_list();
    world.netbios_port = samba.endpoint().port;
    RecordingSink sink;
    ASSERT_TRUE(NetworkDevices(loopback.context(), world).observe(sink));
    const auto rows = sink.rows<facts::Device>();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(cell(rows[0], "name"), Value("NAS [2J"));
    EXPECT_EQ(cell(rows[0], "answered"), Value("tcp,netbios"));
}

TEST(NetworkDevices, the_gateway_is_a_router_and_is_asked_for_names) {
    const auto gateway = IpAddress::parse("127.0.0.8").value();
    const DatagramServer resolver(
        [](BytesView question) {
            const auto asked = formats::parse_dns_message(question).value();
            formats::ByteWriter writer;
            writer.u16_big(asked.id);
            writer.append("\x81\x80\0\0\0\1\0\0\0\0"sv);
            for (const auto& label : formats::labels_of(asked.questions.at(0).name)) {
                writer.u8(static_cast<std::uint8_t>(label.size()));
                writer.append(label);
            }
            writer.append(
                "\0\0\x0c\0\1\0\0\0\0\0\x09\x03"
                "box\x03lan\0"sv);
            return std::vector<Bytes>{std::move(writer).take()};
        },
        gateway);
    Loopback loopback("127.0.0.8/32");
    loopback.gateways = {gateway};
    auto world = world_without_list();
    world.resolver_port = resolver.endpoint().port;
    RecordingSink sink;
    ASSERT_TRUE(NetworkDevices(loopback.context(), world).observe(sink));
    const auto rows = sink.rows<facts::Device>();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(cell(rows[0], "kind"), Value("router"));
    EXPECT_EQ(cell(rows[0], "name"), Value("box.lan"));
    EXPECT_TRUE(loopback.dialer.is_sturdy(gateway));
}

TEST(NetworkDevices, a_request_to_stop_ends_the_search_with_what_was_seen) {
    Loopback loopback("127.0.0.1/32");
    loopback.stop.request();
    RecordingSink sink;
    const auto outcome = NetworkDevices(loopback.context(), world_without_list()).observe(sink);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::stopped);
    EXPECT_EQ(sink.rows<facts::Device>().size(), 1U);
}

TEST(NetworkDevices, everything_that_is_sent_is_explained) {
    Loopback loopback("127.0.0.1/32");
    std::string all;
    for (const auto& sentence : NetworkDevices(loopback.context()).explain()) {
        EXPECT_FALSE(sentence.french.empty());
        all += sentence.english;
    }
    for (const auto* sent : {"ARP", "mDNS", "SSDP", "NetBIOS", "DNS", "ports"}) {
        EXPECT_NE(all.find(sent), std::string::npos) << sent;
    }
}

}  // namespace
}  // namespace primum::probes
