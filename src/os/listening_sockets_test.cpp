#include "os/listening_sockets.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include <gtest/gtest.h>

#include "os/descriptor.h"
#include "os/file.h"

namespace primum::os {
namespace {

// A socket bound to loopback, and its port.
std::uint16_t bind_to_loopback(const Descriptor& socket) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(socket.number(), generic, size), 0);
    EXPECT_EQ(::getsockname(socket.number(), generic, &size), 0);
    return ntohs(address.sin_port);
}

std::vector<ListeningSocket> sockets_on(Transport transport, std::uint16_t port) {
    auto sockets = listening_sockets();
    EXPECT_TRUE(sockets);
    if (!sockets) return {};
    std::erase_if(*sockets, [&](const ListeningSocket& socket) {
        return socket.transport != transport || socket.local.port != port;
    });
    return std::move(*sockets);
}

TEST(ListeningSockets, a_listening_socket_is_seen_with_its_program) {
    const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const auto port = bind_to_loopback(socket);
    EXPECT_TRUE(sockets_on(Transport::tcp, port).empty());  // Bound is not listening.
    ASSERT_EQ(::listen(socket.number(), 1), 0);

    const auto found = sockets_on(Transport::tcp, port);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].local.address.to_string(), "127.0.0.1");
    EXPECT_EQ(found[0].user_id, ::getuid());
    const auto owners = socket_owners({found[0].inode});
    ASSERT_TRUE(owners);
    EXPECT_EQ(owners->names.at(found[0].inode), "os_test");
}

TEST(ListeningSockets, a_udp_socket_listens_until_it_has_a_peer) {
    const Descriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    const auto port = bind_to_loopback(socket);
    EXPECT_EQ(sockets_on(Transport::udp, port).size(), 1U);

    sockaddr_in peer{};
    peer.sin_family = AF_INET;
    peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    peer.sin_port = htons(port);
    ASSERT_EQ(::connect(socket.number(), reinterpret_cast<sockaddr*>(&peer), sizeof peer), 0);
    EXPECT_TRUE(sockets_on(Transport::udp, port).empty());
}

TEST(ListeningSockets, a_socket_that_nobody_holds_has_no_owner) {
    const auto owners = socket_owners({0, 4'294'967'295U});
    ASSERT_TRUE(owners);
    EXPECT_TRUE(owners->names.empty());
}

}  // namespace
}  // namespace primum::os
