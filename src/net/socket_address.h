// SocketAddress: an Endpoint as the kernel wants it. For this room only.
#pragma once

#include <sys/socket.h>

#include "base/address.h"

namespace primum::net {

class SocketAddress {
public:
    explicit SocketAddress(const Endpoint& endpoint);

    int family() const { return storage_.ss_family; }
    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage_); }
    socklen_t size() const { return size_; }

    static Endpoint to_endpoint(const sockaddr_storage& storage);

private:
    sockaddr_storage storage_{};
    socklen_t size_ = 0;
};

}  // namespace primum::net
