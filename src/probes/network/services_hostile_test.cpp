// What network.services bears: servers that stop, rave, drip, pour and hold on.
#include <arpa/inet.h>
#include <sys/socket.h>

#include <array>
#include <deque>
#include <thread>

#include <gtest/gtest.h>

#include "net/testing/loopback_server.h"
#include "probes/network/services.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;
using enum Approach;
using net::testing::LoopbackServer;
using testing::RecordingSink;

bool say_to(int peer, std::string_view text) {
    return ::send(peer, text.data(), text.size(), MSG_NOSIGNAL) > 0;
}

bool hear_from(int peer) {
    std::array<char, 4096> buffer{};
    return ::recv(peer, buffer.data(), buffer.size(), 0) > 0;
}

void wait_for_end(int peer) {
    while (hear_from(peer)) {
    }
}

// A port that takes `connections` and then drops every further knock, as a full queue does.
class DroppingPort {
public:
    explicit DroppingPort(int connections) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        CHECK(::bind(listener_.number(), generic, size) == 0);
        CHECK(::listen(listener_.number(), 0) == 0);  // The queue holds one.
        CHECK(::getsockname(listener_.number(), generic, &size) == 0);
        port_ = ntohs(address.sin_port);
        if (connections > 0) return;
        filler_ = os::Descriptor(::socket(AF_INET, SOCK_STREAM, 0));
        CHECK(::connect(filler_.number(), generic, size) == 0);
    }
    std::uint16_t port() const { return port_; }

private:
    os::Descriptor listener_;
    os::Descriptor filler_;
    std::uint16_t port_ = 0;
};

class HostileServer : public ::testing::Test {
protected:
    std::chrono::milliseconds look(std::chrono::milliseconds budget = 20s) {
        NetworkContext context{cidr_, {}, {}, dialer_, neighbourhood_};
        neighbourhood_.devices = {device_};
        const auto begun = std::chrono::steady_clock::now();
        outcome_ = ServicesProbe(context, {known_, known_, budget}).observe(sink_);
        return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                            begun);
    }
    // Looks at one server, which is to be told as not seen for the reason `why`.
    void expect_trouble(std::function<void(int)> serve, Approach approach,
                        std::string_view protocol, std::string_view why) {
        const LoopbackServer server(std::move(serve));
        known_ = {{server.endpoint().port, approach, protocol}};
        EXPECT_LT(look(), 6s);
        EXPECT_TRUE(outcome_);
        ASSERT_EQ(sink_.unseen.size(), 1U);
        EXPECT_NE(sink_.unseen[0].english.find(why), std::string::npos) << sink_.unseen[0].english;
    }
    std::string protocol() const { return neighbourhood_.open_ports.at(0).protocol; }

    const Cidr cidr_ = Cidr::parse("127.0.0.0/8").value();
    os::Stop stop_;
    net::Dialer dialer_{{cidr_}, stop_};
    SeenDevice device_{.address = IpAddress::parse("127.0.0.1").value(), .round_trip = 1ms};
    std::vector<KnownPort> known_;
    Neighbourhood neighbourhood_;
    RecordingSink sink_;
    Result<> outcome_;
};

TEST_F(HostileServer, that_stops_half_way_is_told) {
    expect_trouble(
        [](int peer) {
            if (hear_from(peer)) say_to(peer, "HTTP/1.1 200 OK\r\nContent-");
            wait_for_end(peer);
        },
        web, "http", "stops in the middle");
    EXPECT_EQ(protocol(), "http");
}

TEST_F(HostileServer, that_hangs_up_half_way_is_told) {
    expect_trouble(
        [](int peer) {
            if (hear_from(peer)) say_to(peer, "HTTP/1.1 200 OK\r\nContent-");
        },
        web, "http", "stops in the middle");
}

TEST_F(HostileServer, that_answers_rubbish_is_told) {
    expect_trouble(
        [](int peer) {
            while (say_to(peer, std::string(4096, '\x9d'))) {
            }
        },
        web, "http", "cannot be understood");
    EXPECT_EQ(protocol(), "unknown");
}

TEST_F(HostileServer, that_says_a_byte_at_a_time_is_told_by_the_deadline) {
    expect_trouble(
        [](int peer) {
            while (say_to(peer, "2")) std::this_thread::sleep_for(400ms);
        },
        listen, "ftp", "stops in the middle");
    EXPECT_EQ(protocol(), "ftp");
}

TEST_F(HostileServer, that_takes_the_connection_and_is_silent_is_told) {
    expect_trouble(wait_for_end, web, "http", "then is silent");
}

TEST_F(HostileServer, that_is_silent_to_tls_is_told) {
    expect_trouble(wait_for_end, tls_web, "http", "then is silent");
}

TEST_F(HostileServer, whose_head_has_no_end_is_told) {
    expect_trouble(
        [](int peer) {
            if (!hear_from(peer)) return;
            say_to(peer, "HTTP/1.1 200 OK\r\n");
            while (say_to(peer, "X-Padding: " + std::string(4000, 'a') + "\r\n")) {
            }
        },
        web, "http", "without end");
}

TEST_F(HostileServer, whose_page_has_no_end_is_read_as_far_as_its_title) {
    const LoopbackServer server([](int peer) {
        if (!hear_from(peer)) return;
        say_to(peer,
               "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
               "1a\r\n<title>Sans fin</title><p>\r\n");
        while (say_to(peer, "10000\r\n" + std::string(65536, 'a') + "\r\n")) {
        }
    });
    known_ = {{server.endpoint().port, web, "http"}};
    EXPECT_LT(look(), 3s);
    EXPECT_EQ(neighbourhood_.open_ports.at(0).title, "Sans fin");
    EXPECT_TRUE(sink_.unseen.empty());
}

TEST_F(HostileServer, that_takes_every_connection_costs_a_bounded_time) {
    constexpr int ports = 70;
    dialer_.declare_sturdy(device_.address);
    std::deque<LoopbackServer> servers;
    for (int i = 0; i < ports; ++i) {
        const auto& server = servers.emplace_back(wait_for_end);
        const auto approach =
            std::array{web, listen, tls_web, leave}[static_cast<std::size_t>(i) % 4];
        known_.push_back({server.endpoint().port, approach, approach == leave ? "redis" : "http"});
    }
    EXPECT_LT(look(), 15s);
    EXPECT_EQ(neighbourhood_.open_ports.size(), ports);
    EXPECT_FALSE(sink_.unseen.empty());
}

TEST_F(HostileServer, that_uses_up_its_time_leaves_ports_unseen_and_says_so) {
    const LoopbackServer slow(wait_for_end);
    const LoopbackServer never_asked(wait_for_end);
    known_ = {{slow.endpoint().port, web, "http"}, {never_asked.endpoint().port, web, "http"}};
    EXPECT_LT(look(300ms), 2s);
    EXPECT_EQ(neighbourhood_.open_ports.size(), 1U);
    EXPECT_NE(sink_.unseen.back().english.find("1 port(s) were not looked at"), std::string::npos);
}

TEST_F(HostileServer, a_firewall_that_drops_is_no_failure_and_costs_little) {
    std::deque<DroppingPort> dropping;
    for (int i = 0; i < 57; ++i) {
        known_.push_back({dropping.emplace_back(0).port(), web, "http"});
    }
    EXPECT_LT(look(), 4s);
    EXPECT_TRUE(neighbourhood_.open_ports.empty());
    EXPECT_TRUE(sink_.unseen.empty());
}

TEST_F(HostileServer, a_device_that_falls_silent_on_the_way_is_told) {
    const DroppingPort answers_once(1);
    std::deque<DroppingPort> dropping;
    known_ = {{answers_once.port(), leave, "dicom"}};
    for (int i = 0; i < 12; ++i) {
        known_.push_back({dropping.emplace_back(0).port(), web, "http"});
    }
    look();
    ASSERT_EQ(sink_.unseen.size(), 1U);
    EXPECT_NE(sink_.unseen[0].english.find("12 port(s) could not be seen"), std::string::npos);
}

TEST_F(HostileServer, a_wish_to_stop_is_obeyed_at_once) {
    const LoopbackServer server(wait_for_end);
    known_ = {{server.endpoint().port, web, "http"}};
    const std::jthread person([&] {
        std::this_thread::sleep_for(100ms);
        stop_.request();
    });
    EXPECT_LT(look(), 1s);
    ASSERT_FALSE(outcome_);
    EXPECT_EQ(outcome_.error().kind, ErrorKind::stopped);
    EXPECT_EQ(neighbourhood_.open_ports.size(), 1U);
}

TEST_F(HostileServer, twenty_machines_that_refuse_everything_are_done_in_a_moment) {
    NetworkContext context{cidr_, {}, {}, dialer_, neighbourhood_};
    for (std::uint32_t i = 1; i <= 20; ++i) {
        neighbourhood_.devices.push_back(
            {.address = IpAddress::from_v4(0x7F4D0000U + i), .round_trip = 1ms});
    }
    const auto begun = std::chrono::steady_clock::now();
    // Ports that nothing listens on: those of the lists could be in use on loopback.
    std::vector<KnownPort> ports(76, KnownPort{1, web, "http"});
    EXPECT_TRUE(ServicesProbe(context, {ports, ports}).observe(sink_));
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 2s);
    EXPECT_TRUE(neighbourhood_.open_ports.empty());
}

}  // namespace
}  // namespace primum::probes
