#include "probes/network/services.h"

#include <sys/socket.h>

#include <atomic>

#include <gtest/gtest.h>

#include "net/testing/loopback_server.h"
#include "net/testing/loopback_tls_server.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;
using enum Approach;
using facts::Value;
using net::testing::LoopbackServer;
using net::testing::LoopbackTlsServer;
using testing::cell;
using testing::RecordingSink;

const Value yes{std::int64_t{1}};
const Value no{std::int64_t{0}};

void say_to(int peer, std::string_view text) {
    (void)::send(peer, text.data(), text.size(), MSG_NOSIGNAL);
}

// Waits for something to be said; false when the peer hung up instead.
bool hear_from(int peer) {
    std::array<char, 4096> buffer{};
    return ::recv(peer, buffer.data(), buffer.size(), 0) > 0;
}

void wait_for_end(int peer) {
    while (hear_from(peer)) {
    }
}

std::function<void(int)> greets_with(std::string text) {
    return [text = std::move(text)](int peer) {
        say_to(peer, text);
        wait_for_end(peer);
    };
}

std::function<void(int)> answers_with(std::string text) {
    return [text = std::move(text)](int peer) {
        if (hear_from(peer)) say_to(peer, text);
    };
}

std::string page(std::string_view body, std::string_view head = "") {
    return fmt::format("HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\n{}Content-Length: {}\r\n\r\n{}",
                       head, body.size(), body);
}

class ServicesProbeTest : public ::testing::Test {
protected:
    void know(const Endpoint& endpoint, Approach approach, std::string_view protocol) {
        known_.push_back({endpoint.port, approach, protocol});
    }
    Result<> look(std::chrono::milliseconds budget = 20s) {
        NetworkContext context{cidr_, {}, {}, dialer_, neighbourhood_};
        neighbourhood_.devices = {device_};
        return ServicesProbe(context, {known_, known_, budget}).observe(sink_);
    }
    // Looks at one server alone.
    const OpenPort& look_at(const Endpoint& endpoint, Approach approach,
                            std::string_view protocol = "unknown") {
        know(endpoint, approach, protocol);
        EXPECT_TRUE(look());
        CHECK(neighbourhood_.open_ports.size() == 1);
        return neighbourhood_.open_ports[0];
    }
    Value service(std::string_view column) {
        const auto rows = sink_.rows<facts::Service>();
        EXPECT_EQ(rows.size(), 1U);
        return rows.empty() ? Value{} : cell(rows[0], column);
    }

    const Cidr cidr_ = Cidr::parse("127.0.0.0/8").value();
    os::Stop stop_;
    net::Dialer dialer_{{cidr_}, stop_};
    SeenDevice device_{.address = IpAddress::parse("127.0.0.1").value(), .round_trip = 1ms};
    std::vector<KnownPort> known_;
    Neighbourhood neighbourhood_;
    RecordingSink sink_;
};

TEST_F(ServicesProbeTest, a_closed_port_is_no_door_and_no_failure) {
    Endpoint closed;
    {
        const LoopbackServer server([](int) {});
        closed = server.endpoint();
    }
    know(closed, web, "http");
    EXPECT_TRUE(look());
    EXPECT_TRUE(neighbourhood_.open_ports.empty());
    EXPECT_TRUE(sink_.unseen.empty());
}

TEST_F(ServicesProbeTest, a_port_that_another_probe_speaks_for_makes_no_row_here) {
    const LoopbackServer server(greets_with("SSH-2.0-OpenSSH_9.2p1\r\n"));
    const auto& port = look_at(server.endpoint(), listen, "ssh");
    EXPECT_EQ(port.protocol, "ssh");
    EXPECT_EQ(port.version, "9.2p1");
    EXPECT_EQ(port.greeting, "SSH-2.0-OpenSSH_9.2p1\r\n");
    EXPECT_TRUE(sink_.rows<facts::Service>().empty());
}

TEST_F(ServicesProbeTest, an_open_web_page_shows_its_title_and_server) {
    const LoopbackServer server(answers_with(
        page("<title>Orthanc Explorer</title><p>All the patients, one after the other</p>")));
    look_at(server.endpoint(), web, "http");
    EXPECT_EQ(service("protocol"), Value{"http"});
    EXPECT_EQ(service("title"), Value{"Orthanc Explorer"});
    EXPECT_EQ(service("product"), Value{"nginx"});
    EXPECT_EQ(service("version"), Value{"1.22.1"});
    EXPECT_EQ(service("needs_login"), no);
    EXPECT_EQ(service("tls"), no);
    EXPECT_TRUE(sink_.unseen.empty());
}

TEST_F(ServicesProbeTest, a_page_that_asks_for_a_password_in_clear_is_told) {
    const LoopbackServer server(answers_with(page("<form><input type=\"password\"></form>")));
    look_at(server.endpoint(), web, "http");
    EXPECT_EQ(service("needs_login"), yes);
    EXPECT_EQ(service("cleartext_login"), yes);
}

TEST_F(ServicesProbeTest, basic_authentication_sends_passwords_in_clear) {
    const LoopbackServer server(
        answers_with("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
                     "Content-Length: 0\r\n\r\n"));
    look_at(server.endpoint(), web, "http");
    EXPECT_EQ(service("needs_login"), yes);
    EXPECT_EQ(service("cleartext_login"), yes);
}

TEST_F(ServicesProbeTest, a_page_drawn_by_a_script_leaves_the_login_unknown) {
    const LoopbackServer server(
        answers_with(page("<title>DSM</title><div id=a></div><script src=a.js></script>")));
    look_at(server.endpoint(), web, "http");
    EXPECT_EQ(service("title"), Value{"DSM"});
    EXPECT_EQ(service("needs_login"), Value{});
    EXPECT_EQ(service("cleartext_login"), Value{});
}

TEST_F(ServicesProbeTest, a_page_that_sends_elsewhere_is_followed_once) {
    std::atomic<int> visits = 0;
    const LoopbackServer server([&](int peer) {
        if (!hear_from(peer)) return;
        say_to(peer, ++visits == 1
                         ? "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n"
                         : page("<title>Bienvenue</title>", "Location: /again\r\n"));
    });
    look_at(server.endpoint(), web, "http");
    EXPECT_EQ(visits, 2);
    EXPECT_EQ(service("title"), Value{"Bienvenue"});
    EXPECT_EQ(service("needs_login"), yes);
}

TEST_F(ServicesProbeTest, a_page_that_sends_to_another_machine_is_not_followed) {
    std::atomic<int> visits = 0;
    const LoopbackServer server([&](int peer) {
        ++visits;
        if (hear_from(peer)) {
            say_to(peer,
                   "HTTP/1.1 302 Found\r\nLocation: http://evil.test/\r\n"
                   "Content-Length: 0\r\n\r\n");
        }
    });
    look_at(server.endpoint(), web, "http");
    EXPECT_EQ(visits, 1);
}

TEST_F(ServicesProbeTest, what_waits_for_its_own_protocol_is_sent_nothing) {
    std::atomic<bool> was_sent_something = false;
    const LoopbackServer server([&](int peer) { was_sent_something = hear_from(peer); });
    const auto& port = look_at(server.endpoint(), leave, "jetdirect");
    EXPECT_EQ(port.protocol, "jetdirect");
    EXPECT_FALSE(was_sent_something);
    EXPECT_TRUE(sink_.unseen.empty());
}

TEST_F(ServicesProbeTest, a_stranger_that_says_nothing_stays_unknown_for_the_dicom_probe) {
    const LoopbackServer server(wait_for_end);
    EXPECT_EQ(look_at(server.endpoint(), stranger).protocol, "unknown");
    EXPECT_TRUE(sink_.rows<facts::Service>().empty());
    EXPECT_TRUE(sink_.unseen.empty());
}

TEST_F(ServicesProbeTest, a_mailbox_without_tls_takes_passwords_in_clear) {
    const LoopbackServer server([](int peer) {
        say_to(peer, "+OK ready\r\n");
        if (hear_from(peer)) say_to(peer, "+OK\r\nTOP\r\nUSER\r\n.\r\n");
        wait_for_end(peer);
    });
    look_at(server.endpoint(), listen, "pop3");
    EXPECT_EQ(service("protocol"), Value{"pop3"});
    EXPECT_EQ(service("cleartext_login"), yes);
}

TEST_F(ServicesProbeTest, a_directory_is_recognised_by_its_answer) {
    const LoopbackServer server(
        answers_with(std::string("\x30\x0c\x02\x01\x01\x65\x07\x0a\x01\x00\x04\x00\x04\x00", 14)));
    look_at(server.endpoint(), ldap, "ldap");
    EXPECT_EQ(service("protocol"), Value{"ldap"});
}

TEST_F(ServicesProbeTest, a_self_signed_certificate_is_shown_and_not_trusted) {
    const LoopbackTlsServer server({.answer = page("<title>NAS</title><p>Bienvenue sur le NAS du "
                                                   "cabinet</p>")});
    look_at(server.endpoint(), tls_web, "http");
    EXPECT_EQ(service("tls"), yes);
    EXPECT_EQ(service("tls_version"), Value{"TLSv1.3"});
    EXPECT_EQ(service("certificate_trusted"), no);
    EXPECT_EQ(service("title"), Value{"NAS"});
    EXPECT_EQ(service("cleartext_login"), no);
}

TEST_F(ServicesProbeTest, an_expired_certificate_shows_when_it_ended) {
    const LoopbackTlsServer server({.certificate_days = -100, .answer = page("x")});
    const auto& port = look_at(server.endpoint(), tls_web, "http");
    ASSERT_TRUE(port.tls && port.tls->certificate_expires);
    EXPECT_LT(*port.tls->certificate_expires, now());
    EXPECT_FALSE(port.tls->certificate_trusted);
}

TEST_F(ServicesProbeTest, tls_is_found_behind_a_port_of_the_clear_web) {
    const LoopbackTlsServer server({.answer = page("<title>Admin</title>")});
    look_at(server.endpoint(), web, "http");
    EXPECT_EQ(service("tls"), yes);
    EXPECT_EQ(service("title"), Value{"Admin"});
}

TEST_F(ServicesProbeTest, the_clear_web_is_found_behind_a_port_of_tls) {
    const LoopbackServer server(answers_with(page("<title>Clair</title>")));
    look_at(server.endpoint(), tls_web, "http");
    EXPECT_EQ(service("tls"), no);
    EXPECT_EQ(service("title"), Value{"Clair"});
}

TEST_F(ServicesProbeTest, what_is_silent_inside_tls_is_left_to_the_dicom_probe) {
    const LoopbackTlsServer server({});
    const auto& port = look_at(server.endpoint(), stranger);
    EXPECT_EQ(port.protocol, "unknown");
    EXPECT_TRUE(port.tls);
}

TEST_F(ServicesProbeTest, a_server_that_demands_a_client_certificate_is_protected) {
    for (const bool old_version : {true, false}) {
        known_.clear();
        neighbourhood_.open_ports.clear();
        const LoopbackTlsServer server(
            {.demands_client_certificate = true, .old_version = old_version});
        const auto& port = look_at(server.endpoint(), tls_web, "http");
        ASSERT_TRUE(port.tls) << old_version;
        EXPECT_TRUE(port.tls->client_certificate_asked);
        EXPECT_TRUE(port.tls->certificate_expires);
        EXPECT_EQ(port.needs_login, true);
    }
    EXPECT_TRUE(sink_.unseen.empty());
}

}  // namespace
}  // namespace primum::probes
