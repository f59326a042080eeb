#include "net/socket_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstring>

namespace primum::net {

SocketAddress::SocketAddress(const Endpoint& endpoint) {
    if (endpoint.address.is_v4()) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = htons(endpoint.port);
        v4.sin_addr.s_addr = htonl(endpoint.address.v4());
        std::memcpy(&storage_, &v4, sizeof v4);
        size_ = sizeof v4;
    } else {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(endpoint.port);
        std::memcpy(&v6.sin6_addr, endpoint.address.v6().data(), 16);
        std::memcpy(&storage_, &v6, sizeof v6);
        size_ = sizeof v6;
    }
}

Endpoint SocketAddress::to_endpoint(const sockaddr_storage& storage) {
    if (storage.ss_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &storage, sizeof v4);
        return {IpAddress::from_v4(ntohl(v4.sin_addr.s_addr)), ntohs(v4.sin_port)};
    }
    sockaddr_in6 v6{};
    std::memcpy(&v6, &storage, sizeof v6);
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return {IpAddress::from_v6(bytes), ntohs(v6.sin6_port)};
}

}  // namespace primum::net
