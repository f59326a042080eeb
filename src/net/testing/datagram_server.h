// DatagramServer: a UDP server for tests, on a loopback address, that answers each datagram with
// what a given function makes of it.
#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "os/descriptor.h"

namespace primum::net::testing {

class DatagramServer {
public:
    using Answer = std::function<std::vector<Bytes>(BytesView question)>;

    explicit DatagramServer(Answer answer,
                            const IpAddress& address = IpAddress::from_v4(0x7F000001));
    ~DatagramServer();
    DatagramServer(const DatagramServer&) = delete;
    DatagramServer& operator=(const DatagramServer&) = delete;

    const Endpoint& endpoint() const { return endpoint_; }

private:
    os::Descriptor socket_;
    Endpoint endpoint_;
    std::atomic<bool> closing_ = false;
    std::jthread thread_;
};

}  // namespace primum::net::testing
