#include "net/testing/loopback_server.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/check.h"

namespace primum::net::testing {

LoopbackServer::LoopbackServer(std::function<void(int peer)> serve)
    : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    CHECK(::bind(listener_.number(), generic, size) == 0);
    CHECK(::listen(listener_.number(), 64) == 0);
    CHECK(::getsockname(listener_.number(), generic, &size) == 0);
    endpoint_ = {IpAddress::from_v4(INADDR_LOOPBACK), ntohs(address.sin_port)};

    thread_ = std::jthread([this, serve = std::move(serve)] {
        while (!closing_) {
            const os::Descriptor peer(
                ::accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC));
            if (peer.is_open()) serve(peer.number());
        }
    });
}

LoopbackServer::~LoopbackServer() {
    closing_ = true;
    ::shutdown(listener_.number(), SHUT_RDWR);  // Wakes accept().
}

}  // namespace primum::net::testing
