#include "net/datagram.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "net/testing/datagram_server.h"

namespace primum::net {
namespace {

using namespace std::chrono_literals;

const std::vector<Cidr> loopback{Cidr::parse("127.0.0.0/8").value()};

std::vector<Bytes> echo(BytesView question) { return {{question.begin(), question.end()}}; }

TEST(Datagram, a_question_is_answered_by_the_one_who_was_asked) {
    const testing::DatagramServer server(echo);
    const os::Stop stop;
    Dialer dialer(loopback, stop);
    const auto answers =
        ask(dialer, {.to = server.endpoint(), .bytes = as_bytes("who"), .answers_max = 1},
            Deadline::in(2s));
    ASSERT_TRUE(answers);
    ASSERT_EQ(answers->size(), 1U);
    EXPECT_EQ(answers->front().from, server.endpoint());
    EXPECT_EQ(as_text(answers->front().bytes), "who");
}

TEST(Datagram, all_parts_of_a_question_are_sent) {
    const testing::DatagramServer server(echo);
    const os::Stop stop;
    Dialer dialer(loopback, stop);
    const auto two = as_bytes("two");
    const auto answers = ask(dialer,
                             {.to = server.endpoint(),
                              .bytes = as_bytes("one"),
                              .more = {{two.begin(), two.end()}},
                              .answers_max = 2},
                             Deadline::in(2s));
    ASSERT_TRUE(answers);
    ASSERT_EQ(answers->size(), 2U);
    EXPECT_EQ(as_text(answers->back().bytes), "two");
}

TEST(Datagram, a_closed_port_ends_the_question_before_its_deadline) {
    Endpoint closed;
    {
        const testing::DatagramServer server(echo);
        closed = server.endpoint();
    }
    const os::Stop stop;
    Dialer dialer(loopback, stop);
    const auto deadline = Deadline::in(60s);
    const auto answers = ask(dialer, {.to = closed, .bytes = as_bytes("who")}, deadline);
    ASSERT_TRUE(answers);
    EXPECT_TRUE(answers->empty());
    EXPECT_FALSE(deadline.passed());
}

TEST(Datagram, nobody_outside_the_allowed_networks_is_asked) {
    const os::Stop stop;
    Dialer dialer({Cidr::parse("192.168.77.0/24").value()}, stop);
    const Endpoint outside{IpAddress::from_v4(0x7F000001), 9};
    const auto answers = ask(dialer, {.to = outside, .bytes = as_bytes("who")}, Deadline::in(1s));
    ASSERT_FALSE(answers);
    EXPECT_EQ(answers.error().kind, ErrorKind::denied);
}

TEST(Datagram, who_answers_without_end_is_not_listened_to_without_end) {
    const testing::DatagramServer server(
        [](BytesView) { return std::vector<Bytes>(1000, Bytes(1)); });
    const os::Stop stop;
    Dialer dialer(loopback, stop);
    const auto deadline = Deadline::in(60s);
    const auto answers = ask_each(dialer, {server.endpoint()}, as_bytes("who"), deadline);
    ASSERT_TRUE(answers);
    EXPECT_LE(answers->size(), 4U);
    EXPECT_FALSE(deadline.passed());
}

}  // namespace
}  // namespace primum::net
