// LoopbackServer: a server for tests, on 127.0.0.1, that serves each peer with a given function.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include "base/address.h"
#include "os/descriptor.h"

namespace primum::net::testing {

class LoopbackServer {
public:
    // `serve` is called with the connected socket of each peer, one peer after the other; the
    // socket is closed when it returns. It must return once the peer hangs up.
    explicit LoopbackServer(std::function<void(int peer)> serve);
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    const Endpoint& endpoint() const { return endpoint_; }

private:
    os::Descriptor listener_;
    Endpoint endpoint_;
    std::atomic<bool> closing_ = false;
    std::jthread thread_;
};

}  // namespace primum::net::testing
