#include "net/arp_socket.h"

#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "net/wait.h"
#include "os/system_error.h"

namespace primum::net {
namespace {

constexpr std::size_t packet_bytes_max = 128;  // 28 are used; the rest is padding.

Sentence asking() { return {"chercher les appareils par ARP", "look for devices by ARP"}; }

sockaddr_ll link_address(int interface_index) {
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(ETH_P_ARP);
    address.sll_ifindex = interface_index;
    return address;
}

}  // namespace

Result<ArpSocket> ArpSocket::open(const Dialer& dialer, int interface_index) {
    // SOCK_DGRAM: the kernel writes and removes the link header, the same for Ethernet and Wi-Fi.
    os::Descriptor socket(
        ::socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, htons(ETH_P_ARP)));
    if (!socket.is_open()) return os::system_error(errno, asking());
    const auto own = link_address(interface_index);
    const auto* generic = reinterpret_cast<const sockaddr*>(&own);
    if (::bind(socket.number(), generic, sizeof own) != 0) {
        return os::system_error(errno, asking());
    }
    return ArpSocket(dialer, std::move(socket), interface_index);
}

Result<> ArpSocket::broadcast(const IpAddress& target, BytesView packet) {
    if (!dialer_->allows(target)) {
        return Error{ErrorKind::denied,
                     say("{} n'est pas dans le réseau que vous avez désigné",
                         "{} is not in the network that you named", target.to_string())};
    }
    auto everybody = link_address(interface_index_);
    everybody.sll_halen = ETH_ALEN;
    std::memset(everybody.sll_addr, 0xFF, ETH_ALEN);
    const auto* generic = reinterpret_cast<const sockaddr*>(&everybody);
    while (::sendto(socket_.number(), packet.data(), packet.size(), 0, generic, sizeof everybody) <
           0) {
        // A full queue of the card empties by itself; the caller repeats what was not answered.
        if (errno == ENOBUFS || errno == EAGAIN) return {};
        if (errno != EINTR) return os::system_error(errno, asking());
    }
    return {};
}

Result<std::optional<Bytes>> ArpSocket::receive(Deadline deadline) {
    while (true) {
        const auto waited = wait_for(socket_.number(), POLLIN, deadline, dialer_->stop());
        if (!waited && waited.error().kind == ErrorKind::unreachable) {
            return std::optional<Bytes>{};
        }
        TRY(waited);
        Bytes packet(packet_bytes_max);
        const auto count = ::recv(socket_.number(), packet.data(), packet.size(), 0);
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (count < 0) return os::system_error(errno, asking());
        packet.resize(static_cast<std::size_t>(count));
        return std::optional(std::move(packet));
    }
}

}  // namespace primum::net
