#include "probes/network/remote.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <thread>

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "net/ssh.h"
#include "probes/testing/recording_sink.h"
#include "probes/testing/scripted_server.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;
using facts::RemoteAccess;
using facts::Service;
using facts::Value;
using testing::cell;
using testing::RecordingSink;
using testing::Script;
using testing::ScriptedServer;

const Cidr loopback = Cidr::parse("127.0.0.0/8").value();
const Value yes{std::int64_t{1}};
const Value no{std::int64_t{0}};
const Value unknown{};

// A probe whose network is this computer's loopback.
struct World {
    os::Stop stop;
    net::Dialer dialer{{loopback}, stop};
    Neighbourhood neighbourhood;
    NetworkContext context{loopback, {}, {}, dialer, neighbourhood};
    RecordingSink sink;

    OpenPort& add_port(const Endpoint& endpoint, const std::string& protocol) {
        return neighbourhood.open_ports.emplace_back(
            OpenPort{.endpoint = endpoint, .protocol = protocol});
    }
    Result<> observe(DatagramPorts ports = {}) { return RemoteProbe(context, ports).observe(sink); }

    facts::Fact access() {
        const auto rows = sink.rows<RemoteAccess>();
        CHECK(rows.size() == 1);
        return rows[0];
    }
    facts::Fact service() {
        const auto rows = sink.rows<Service>();
        CHECK(rows.size() == 1);
        return rows[0];
    }
};

// The answers of an RDP server: type 2 takes a protection, 3 refuses.
std::string rdp_answer(char type, char value) {
    std::string answer("\x03\0\0\x13\x0E\xD0\0\0\x12\x34\0", 11);
    return answer + type + std::string("\0\x08\0", 3) + value + std::string(3, '\0');
}

TEST(NetworkRemote, an_rdp_server_that_insists_on_nla_is_asked_twice) {
    ScriptedServer server({{{"", rdp_answer(2, 2)}}, {{"", rdp_answer(3, 5)}}});
    World world;
    world.add_port(server.endpoint(), "rdp");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(server.peers(), 2U);
    EXPECT_EQ(cell(world.access(), "network_level_authentication"), yes);
    EXPECT_EQ(cell(world.access(), "needs_login"), yes);
    EXPECT_EQ(cell(world.access(), "encrypted"), yes);
    EXPECT_EQ(cell(world.service(), "protocol"), Value{"rdp"});
    EXPECT_TRUE(world.sink.unseen.empty());
}

TEST(NetworkRemote, nla_that_may_be_left_out_protects_nobody) {
    ScriptedServer server({{{"", rdp_answer(2, 2)}}, {{"", rdp_answer(2, 1)}}});
    World world;
    world.add_port(server.endpoint(), "rdp");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(cell(world.access(), "network_level_authentication"), no);
}

TEST(NetworkRemote, an_rdp_server_without_nla_is_asked_once) {
    ScriptedServer server({{{"", rdp_answer(2, 1)}}});
    World world;
    world.add_port(server.endpoint(), "rdp");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(server.peers(), 1U);
    EXPECT_EQ(cell(world.access(), "network_level_authentication"), no);
    EXPECT_EQ(cell(world.access(), "needs_login"), unknown);
}

TEST(NetworkRemote, a_half_told_story_is_a_row_and_a_reason) {
    ScriptedServer server({{{"", rdp_answer(2, 2)}}, {{""}, /*hangs_up=*/true}});
    World world;
    world.add_port(server.endpoint(), "rdp");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(cell(world.access(), "network_level_authentication"), unknown);
    EXPECT_EQ(world.sink.unseen.size(), 1U);
}

TEST(NetworkRemote, a_port_that_does_not_speak_its_protocol_is_unknown_and_still_a_service) {
    ScriptedServer server({{{"220 smtp ready\r\n"}}});
    World world;
    const auto& port = world.add_port(server.endpoint(), "vnc");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(port.protocol, "unknown");
    EXPECT_TRUE(world.sink.rows<RemoteAccess>().empty());
    EXPECT_EQ(cell(world.service(), "protocol"), Value{"unknown"});
    EXPECT_EQ(world.sink.unseen.size(), 1U);
}

TEST(NetworkRemote, what_named_itself_before_keeps_its_row_when_it_falls_silent) {
    ScriptedServer server({{{""}, /*hangs_up=*/true}});
    World world;
    world.add_port(server.endpoint(), "ssh").greeting = "SSH-2.0-dropbear\r\n";
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(cell(world.access(), "password_login"), unknown);
    EXPECT_EQ(cell(world.service(), "protocol"), Value{"ssh"});
    EXPECT_EQ(world.sink.unseen.size(), 1U);
}

TEST(NetworkRemote, a_screen_without_password_is_seen_and_not_opened) {
    ScriptedServer server({{{"RFB 003.008\n", "\x02\x02\x01"}}});
    World world;
    world.add_port(server.endpoint(), "vnc");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(cell(world.access(), "needs_login"), no);
    EXPECT_EQ(cell(world.access(), "version"), Value{"RFB 3.8"});
    EXPECT_EQ(server.heard(), "RFB 003.008\n");  // No security type was chosen.
}

TEST(NetworkRemote, vencrypt_is_opened_to_read_its_own_list) {
    const std::string subtypes("\0\x01\0\0\x01\x01", 6);  // TLSNone.
    ScriptedServer server({{{"RFB 003.008\n", "\x01\x13", std::string("\0\x02", 2), subtypes}}});
    World world;
    world.add_port(server.endpoint(), "vnc");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(cell(world.access(), "needs_login"), no);
    EXPECT_EQ(cell(world.access(), "encrypted"), yes);
}

TEST(NetworkRemote, an_old_vnc_server_decides_alone) {
    ScriptedServer server({{{"RFB 003.003\n", std::string("\0\0\0\x02", 4)}}});
    World world;
    world.add_port(server.endpoint(), "vnc");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(cell(world.access(), "needs_login"), yes);
    EXPECT_EQ(cell(world.access(), "encrypted"), no);
}

TEST(NetworkRemote, telnet_is_refused_its_options_until_it_asks_who_is_there) {
    ScriptedServer server({{{"\xFF\xFD\x18", "Camera 7\r\nlogin: "}}});
    World world;
    world.add_port(server.endpoint(), "telnet");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(server.heard(), "\xFF\xFC\x18");
    EXPECT_EQ(cell(world.access(), "needs_login"), yes);
    EXPECT_EQ(cell(world.access(), "encrypted"), no);
    EXPECT_EQ(cell(world.service(), "cleartext_login"), yes);
    EXPECT_EQ(cell(world.service(), "title"), Value{"Camera 7"});
}

TEST(NetworkRemote, a_shell_without_login_is_an_open_door) {
    ScriptedServer server({{{"BusyBox v1.20.2\r\n\r\n# "}}});
    World world;
    world.add_port(server.endpoint(), "telnet");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(cell(world.access(), "needs_login"), no);
}

TEST(NetworkRemote, rlogin_is_recognised_by_its_complaint_and_given_no_name) {
    ScriptedServer server({{{"", "\x01rlogind: Permission denied.\r\n"}, /*hangs_up=*/true}});
    World world;
    world.add_port(server.endpoint(), "rlogin");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(server.heard(), std::string(1, '\0'));
    EXPECT_EQ(cell(world.access(), "protocol"), Value{"rlogin"});
}

TEST(NetworkRemote, a_web_server_on_the_printers_port_is_a_web_server) {
    ScriptedServer server({{{"", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"}}});
    World world;
    world.add_port(server.endpoint(), "ipp");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(cell(world.service(), "protocol"), Value{"http"});
    EXPECT_TRUE(world.sink.rows<RemoteAccess>().empty());
    EXPECT_TRUE(world.sink.unseen.empty());
}

TEST(NetworkRemote, a_printer_that_asks_for_a_login_in_clear) {
    ScriptedServer server({{{"",
                             "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
                             "Content-Length: 0\r\n\r\n"}}});
    World world;
    world.add_port(server.endpoint(), "ipp");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(cell(world.access(), "needs_login"), yes);
    EXPECT_EQ(cell(world.service(), "cleartext_login"), yes);
}

TEST(NetworkRemote, ssh_that_breaks_off_has_told_its_version) {
    ScriptedServer server({{{"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"}, /*hangs_up=*/true}});
    World world;
    world.add_port(server.endpoint(), "ssh");
    ASSERT_TRUE(world.observe());
    EXPECT_EQ(cell(world.access(), "version"), Value{"SSH-2.0-OpenSSH_9.2p1 Debian-2"});
    EXPECT_EQ(cell(world.access(), "password_login"), unknown);
    EXPECT_EQ(cell(world.service(), "product"), Value{"OpenSSH"});
    EXPECT_EQ(world.sink.unseen.size(), 1U);
}

TEST(NetworkRemote, a_request_to_stop_ends_it_before_anything_is_sent) {
    ScriptedServer server({{{"RFB 003.008\n"}}});
    World world;
    world.add_port(server.endpoint(), "vnc");
    world.stop.request();
    const auto observed = world.observe();
    ASSERT_FALSE(observed);
    EXPECT_EQ(observed.error().kind, ErrorKind::stopped);
    EXPECT_EQ(server.peers(), 0U);
}

TEST(NetworkRemote, what_is_sent_is_told_in_both_languages) {
    World world;
    for (const auto& sentence : RemoteProbe(world.context).explain()) {
        EXPECT_FALSE(sentence.french.empty());
        EXPECT_FALSE(sentence.english.empty());
    }
}

// A device that answers each datagram by `answer`, from another port where it is told so.
class Responder {
public:
    enum class From { same_port, another_port };
    using Answer = std::function<std::string(std::string question)>;

    Responder(Answer answer, From from)
        : socket_(bound_socket()), other_(bound_socket()), answer_(std::move(answer)), from_(from) {
        thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    }

    std::uint16_t port() const {
        sockaddr_in address{};
        socklen_t size = sizeof address;
        CHECK(::getsockname(socket_.number(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
        return ntohs(address.sin_port);
    }

private:
    static os::Descriptor bound_socket() {
        os::Descriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        CHECK(::bind(socket.number(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        const timeval look_up_from_time_to_time{.tv_sec = 0, .tv_usec = 20'000};
        ::setsockopt(socket.number(), SOL_SOCKET, SO_RCVTIMEO, &look_up_from_time_to_time,
                     sizeof look_up_from_time_to_time);
        return socket;
    }

    void serve(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            std::array<char, 1500> buffer{};
            sockaddr_in peer{};
            socklen_t size = sizeof peer;
            auto* generic = reinterpret_cast<sockaddr*>(&peer);
            const auto count =
                ::recvfrom(socket_.number(), buffer.data(), buffer.size(), 0, generic, &size);
            if (count <= 0) continue;
            const auto words = answer_({buffer.data(), static_cast<std::size_t>(count)});
            const auto& out = from_ == From::same_port ? socket_ : other_;
            ::sendto(out.number(), words.data(), words.size(), 0, generic, size);
        }
    }

    os::Descriptor socket_;
    os::Descriptor other_;
    Answer answer_;
    From from_;
    std::jthread thread_;
};

// The question given back as a response: all that an agent changes where it knows no such object.
std::string echo_as_response(std::string question) {
    const auto pdu = question.find('\xA0');
    if (pdu != std::string::npos) question[pdu] = '\xA2';
    return question;
}

TEST(NetworkRemote, devices_are_asked_over_udp_and_answer_from_where_they_like) {
    const Responder snmp(echo_as_response, Responder::From::same_port);
    const Responder tftp([](const std::string&) { return std::string("\0\x05\0\x01no\0", 7); },
                         Responder::From::another_port);
    World world;
    world.neighbourhood.devices.push_back({.address = IpAddress::from_v4(INADDR_LOOPBACK)});
    ASSERT_TRUE(world.observe({.snmp = snmp.port(), .tftp = tftp.port()}));

    const auto rows = world.sink.rows<RemoteAccess>();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(cell(rows[0], "protocol"), Value{"snmp"});
    EXPECT_EQ(cell(rows[0], "version"), Value{"SNMPv1, SNMPv2c"});
    EXPECT_EQ(cell(rows[0], "needs_login"), no);
    EXPECT_EQ(cell(rows[1], "protocol"), Value{"tftp"});
    EXPECT_EQ(cell(rows[1], "port"), Value{std::int64_t{tftp.port()}});
    const auto services = world.sink.rows<Service>();
    ASSERT_EQ(services.size(), 2U);
    EXPECT_EQ(cell(services[0], "transport"), Value{"udp"});
}

TEST(NetworkRemote, an_answer_to_nobodys_question_is_no_agent) {
    const Responder snmp(
        [](std::string question) {
            question[question.size() - 26] ^= 0x01;  // Inside the number of the request.
            return echo_as_response(std::move(question));
        },
        Responder::From::same_port);
    const Responder tftp([](const std::string&) { return std::string("hello"); },
                         Responder::From::same_port);
    World world;
    world.neighbourhood.devices.push_back({.address = IpAddress::from_v4(INADDR_LOOPBACK)});
    ASSERT_TRUE(world.observe({.snmp = snmp.port(), .tftp = tftp.port()}));
    EXPECT_TRUE(world.sink.rows<RemoteAccess>().empty());
    EXPECT_TRUE(world.sink.unseen.empty());
}

}  // namespace
}  // namespace primum::probes
