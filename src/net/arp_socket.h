// ArpSocket: sends ARP packets on one interface, and hears all that pass there.
//
// It carries packets and does not read them (formats/arp.h). Needs CAP_NET_RAW. Not thread-safe.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "net/deadline.h"
#include "net/dialer.h"
#include "os/descriptor.h"

namespace primum::net {

class ArpSocket {
public:
    // Fails with ErrorKind::denied without the right to open a raw socket. `dialer` is borrowed.
    static Result<ArpSocket> open(const Dialer& dialer, int interface_index);

    // Broadcasts a packet that asks for `target`; ErrorKind::denied outside the dialer's networks.
    Result<> broadcast(const IpAddress& target, BytesView packet);

    // The next packet heard, or nothing at the deadline.
    Result<std::optional<Bytes>> receive(Deadline deadline);

private:
    ArpSocket(const Dialer& dialer, os::Descriptor socket, int interface_index)
        : dialer_(&dialer), socket_(std::move(socket)), interface_index_(interface_index) {}

    const Dialer* dialer_;
    os::Descriptor socket_;
    int interface_index_;
};

}  // namespace primum::net
