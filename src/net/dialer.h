// Dialer: the only way from Primum to another machine over TCP, and where its manners are kept.
//
// - It speaks to no address outside the networks it was given (docs/threat-model.md, G1).
// - One conversation at a time with a device, because imaging devices are fragile; several only
//   with a device that was recognised as something sturdy (a computer, a NAS, a router, a printer).
// - A bounded number of new connections a second over all devices.
// - Every wait ends at its deadline or at a request to stop.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "base/address.h"
#include "net/stream.h"
#include "os/stop.h"

namespace primum::net {

struct Manners {
    int connections_per_second_max = 4000;  // Of 60 bytes each, over all devices.
    int conversations_with_sturdy_device_max = 8;
};

class Dialer;

// The right to one conversation with one device; given back on destruction.
class Permit {
public:
    Permit(Permit&& other) noexcept;
    Permit& operator=(Permit&&) = delete;
    ~Permit();

    const IpAddress& device() const { return device_; }

private:
    friend class Dialer;
    Permit(Dialer& dialer, const IpAddress& device) : dialer_(&dialer), device_(device) {}
    Dialer* dialer_;
    IpAddress device_;
};

// Thread-safe.
class Dialer {
public:
    // `stop` is borrowed and must outlive the dialer, as the dialer its permits and streams.
    Dialer(std::vector<Cidr> allowed, const os::Stop& stop, Manners manners = {});

    bool allows(const IpAddress& address) const;
    void declare_sturdy(const IpAddress& device);
    bool is_sturdy(const IpAddress& device) const;

    // Waits for the device to be free and for the rate to allow one more connection. Fails with
    // ErrorKind::denied outside the allowed networks. Never ask for a second permit for a device
    // while holding one: it waits for itself.
    Result<Permit> admit(const IpAddress& device);

    // A connected stream, which holds its permit until it is destroyed. `timeout` begins once
    // admitted. Errors: not_found when the device refused (nothing listens there), unreachable when
    // nobody answered in time, denied outside the allowed networks.
    Result<std::unique_ptr<Stream>> connect(const Endpoint& endpoint,
                                            std::chrono::milliseconds timeout);

    // A stream beside another, for protocols that speak over two at once (FTP). `held` is the
    // permit of this device, borrowed, and must outlive the stream.
    Result<std::unique_ptr<Stream>> connect(const Endpoint& endpoint,
                                            std::chrono::milliseconds timeout, const Permit& held);

    const os::Stop& stop() const { return stop_; }

private:
    friend class Permit;
    void give_back(const IpAddress& device);
    int conversations_max(const IpAddress& device) const;
    Result<> wait_for_rate();

    const std::vector<Cidr> allowed_;
    const os::Stop& stop_;
    const Manners manners_;

    mutable std::mutex mutex_;
    std::condition_variable given_back_;
    std::map<IpAddress, int> conversations_;
    std::map<IpAddress, bool> sturdy_;
    std::chrono::steady_clock::time_point next_connection_;
};

}  // namespace primum::net
