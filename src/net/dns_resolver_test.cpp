#include "net/dns_resolver.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "net/testing/datagram_server.h"

namespace primum::net {
namespace {

using testing::DatagramServer;
using Outcome = DnsReply::Outcome;

// The question as an answer without records and with this result code (RFC 1035, 4.1.1).
DatagramServer::Answer with_code(std::uint8_t code) {
    return [code](BytesView question) {
        Bytes reply(question.begin(), question.end());
        reply.at(2) |= std::byte{0x80};
        reply.at(3) = std::byte{code};
        return std::vector<Bytes>{reply};
    };
}

Result<DnsReply> ask(const DatagramServer& server, const os::Stop& stop) {
    auto resolver = DnsResolver::create(server.endpoint().to_string(), stop);
    return resolver ? resolver->ask("cabinet.example", 15) : resolver.error();
}

TEST(DnsResolver, no_such_name_and_no_such_record_are_told_apart) {
    const os::Stop stop;
    const DatagramServer none(with_code(3));
    EXPECT_EQ(ask(none, stop)->outcome, Outcome::no_such_name);
    const DatagramServer empty(with_code(0));
    EXPECT_EQ(ask(empty, stop)->outcome, Outcome::no_data);
}

TEST(DnsResolver, a_resolver_that_failed_is_not_a_name_that_is_not_there) {
    const os::Stop stop;
    const DatagramServer failing(with_code(2));
    const auto reply = ask(failing, stop);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::unreachable);
}

TEST(DnsResolver, the_wish_to_stop_is_obeyed_while_nobody_answers) {
    os::Stop stop;
    const DatagramServer silent([&stop](BytesView) {
        stop.request();
        return std::vector<Bytes>{};
    });
    const auto reply = ask(silent, stop);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::stopped);
}

TEST(DnsResolver, what_is_no_address_is_refused) {
    const os::Stop stop;
    const auto resolver = DnsResolver::create("not an address", stop);
    ASSERT_FALSE(resolver);
    EXPECT_EQ(resolver.error().kind, ErrorKind::usage);
}

}  // namespace
}  // namespace primum::net
