#include "net/dialer.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "base/parallel.h"
#include "net/testing/loopback_server.h"

namespace primum::net {
namespace {

using namespace std::chrono_literals;

const std::vector<Cidr> loopback{Cidr::parse("127.0.0.0/8").value()};

TEST(Dialer, carries_bytes_both_ways) {
    testing::LoopbackServer server([](int peer) {
        std::array<char, 4> buffer{};
        ASSERT_EQ(recv(peer, buffer.data(), 4, MSG_WAITALL), 4);
        ASSERT_EQ(send(peer, "pong", 4, 0), 4);
    });
    const os::Stop stop;
    Dialer dialer(loopback, stop);
    auto stream = dialer.connect(server.endpoint(), 1s);
    ASSERT_TRUE(stream);
    ASSERT_TRUE((*stream)->write_all(as_bytes("ping"), Deadline::in(1s)));
    EXPECT_EQ(as_text(*read_exactly(**stream, 4, Deadline::in(1s))), "pong");
}

TEST(Dialer, an_address_outside_its_networks_is_refused_before_anything_is_sent) {
    const os::Stop stop;
    Dialer dialer({Cidr::parse("192.168.77.0/24").value()}, stop);
    const auto stream = dialer.connect({IpAddress::parse("127.0.0.1").value(), 80}, 1s);
    ASSERT_FALSE(stream);
    EXPECT_EQ(stream.error().kind, ErrorKind::denied);
}

TEST(Dialer, a_closed_port_is_not_found_and_not_silence) {
    Endpoint closed;
    {
        const testing::LoopbackServer server([](int) {});
        closed = server.endpoint();
    }
    const os::Stop stop;
    Dialer dialer(loopback, stop);
    const auto stream = dialer.connect(closed, 1s);
    ASSERT_FALSE(stream);
    EXPECT_EQ(stream.error().kind, ErrorKind::not_found);
}

TEST(Dialer, silence_ends_at_the_deadline_of_the_conversation) {
    testing::LoopbackServer server([](int peer) {
        std::array<char, 1> byte{};
        (void)recv(peer, byte.data(), 1, 0);
    });
    const os::Stop stop;
    Dialer dialer(loopback, stop);
    auto stream = dialer.connect(server.endpoint(), 1s);
    ASSERT_TRUE(stream);
    const auto bytes = read_exactly(**stream, 1, Deadline::in(20ms));
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().kind, ErrorKind::unreachable);
}

TEST(Dialer, a_request_to_stop_wakes_who_waits) {
    testing::LoopbackServer server([](int peer) {
        std::array<char, 1> byte{};
        (void)recv(peer, byte.data(), 1, 0);
    });
    os::Stop stop;
    Dialer dialer(loopback, stop);
    auto stream = dialer.connect(server.endpoint(), 1s);
    ASSERT_TRUE(stream);
    const std::jthread person([&] { stop.request(); });
    const auto bytes = read_exactly(**stream, 1, Deadline::in(60s));
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().kind, ErrorKind::stopped);
}

// The most conversations that were open at once while eight threads wanted one each.
int conversations_at_once(Dialer& dialer, const Endpoint& endpoint) {
    std::atomic<int> open = 0;
    std::atomic<int> most = 0;
    std::vector<int> wishes(8);
    parallel_for_each(wishes, 8, [&](int) {
        auto stream = dialer.connect(endpoint, 1s);
        ASSERT_TRUE(stream);
        const int now = ++open;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
        }
        std::this_thread::sleep_for(2ms);
        --open;
    });
    return most;
}

TEST(Dialer, one_conversation_at_a_time_with_a_device) {
    testing::LoopbackServer server([](int) {});
    const os::Stop stop;
    Dialer dialer(loopback, stop);
    EXPECT_EQ(conversations_at_once(dialer, server.endpoint()), 1);
}

TEST(Dialer, several_conversations_with_a_sturdy_device_within_the_limit) {
    testing::LoopbackServer server([](int) {});
    const os::Stop stop;
    Dialer dialer(loopback, stop, {.conversations_with_sturdy_device_max = 3});
    dialer.declare_sturdy(server.endpoint().address);
    EXPECT_LE(conversations_at_once(dialer, server.endpoint()), 3);
}

}  // namespace
}  // namespace primum::net
