#include "probes/host/listening.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "net/testing/loopback_server.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using facts::Value;
using os::Transport;
using testing::cell;
using testing::RecordingSink;

os::ListeningSocket socket_on(std::string_view address, std::uint16_t port, std::uint32_t inode) {
    return {.local = {IpAddress::parse(address).value(), port}, .inode = inode};
}

TEST(ListeningProbe, a_server_of_this_computer_is_seen_with_its_program) {
    const net::testing::LoopbackServer server([](int) {});
    RecordingSink sink;
    ASSERT_TRUE(ListeningProbe().observe(sink));
    const auto rows = sink.rows<facts::Service>();
    const auto row = std::ranges::find_if(rows, [&](const facts::Fact& fact) {
        return cell(fact, "port") == Value{std::int64_t{server.endpoint().port}};
    });
    ASSERT_NE(row, rows.end());
    EXPECT_EQ(cell(*row, "address"), Value{"127.0.0.1"});
    EXPECT_EQ(cell(*row, "transport"), Value{"tcp"});
    EXPECT_EQ(cell(*row, "local_only"), Value{std::int64_t{1}});
    EXPECT_EQ(cell(*row, "process"), Value{"probes_test"});
}

TEST(ListeningProbe, only_loopback_is_local_only) {
    RecordingSink sink;
    report_sockets({socket_on("0.0.0.0", 22, 1), socket_on("::", 22, 2), socket_on("::1", 22, 3)},
                   {}, sink);
    const auto rows = sink.rows<facts::Service>();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(cell(rows[0], "local_only"), Value{std::int64_t{0}});
    EXPECT_EQ(cell(rows[1], "local_only"), Value{std::int64_t{0}});
    EXPECT_EQ(cell(rows[2], "local_only"), Value{std::int64_t{1}});
    EXPECT_EQ(cell(rows[0], "process"), Value{});
}

TEST(ListeningProbe, hidden_programs_are_told_once) {
    RecordingSink sink;
    report_sockets({socket_on("0.0.0.0", 22, 1), socket_on("0.0.0.0", 80, 2)},
                   {.hidden_processes = 40}, sink);
    ASSERT_EQ(sink.unseen.size(), 1U);
    EXPECT_NE(sink.unseen[0].english.find("sudo"), std::string::npos);
}

TEST(ListeningProbe, sockets_of_the_kernel_have_no_program_to_miss) {
    RecordingSink sink;
    report_sockets({socket_on("0.0.0.0", 2049, 0)}, {.hidden_processes = 40}, sink);
    EXPECT_TRUE(sink.unseen.empty());
    EXPECT_EQ(cell(sink.rows<facts::Service>()[0], "protocol"), Value{"nfs"});
}

TEST(ListeningProbe, sockets_that_share_a_port_make_one_row) {
    RecordingSink sink;
    const os::SocketOwners owners{.names = {{1, "nginx"}, {2, "nginx"}}};
    report_sockets({socket_on("0.0.0.0", 80, 1), socket_on("0.0.0.0", 80, 2)}, owners, sink);
    EXPECT_EQ(sink.rows<facts::Service>().size(), 1U);
}

TEST(ListeningProbe, the_program_tells_more_than_the_port) {
    EXPECT_EQ(protocol_of_listener("mariadbd", Transport::tcp, 3307), "mysql");
    EXPECT_EQ(protocol_of_listener("smbd", Transport::tcp, 445), "smb");
    EXPECT_EQ(protocol_of_listener("Orthanc", Transport::tcp, 8042), "http");
    EXPECT_EQ(protocol_of_listener("Orthanc", Transport::tcp, 4711), "dicom");
    EXPECT_EQ(protocol_of_listener("Horos", Transport::tcp, 11112), "dicom");
    EXPECT_EQ(protocol_of_listener("Horos", Transport::udp, 5353), "mdns");
    EXPECT_EQ(protocol_of_listener("java", Transport::tcp, 2575), "mllp");
    EXPECT_EQ(protocol_of_listener("java", Transport::tcp, 40000), "unknown");
    EXPECT_EQ(protocol_of_listener("", Transport::udp, 161), "snmp");
}

}  // namespace
}  // namespace primum::probes
