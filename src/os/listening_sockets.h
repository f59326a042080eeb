// Listening sockets: what waits for connections or datagrams on this computer, and which programs.
//
// Sockets come from the kernel by sock_diag(7); the programs that hold them from /proc/PID/fd,
// which only root may read for all programs.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/address.h"

namespace primum::os {

enum class Transport { tcp, udp };

struct ListeningSocket {
    Transport transport = Transport::tcp;
    Endpoint local;             // The address it is bound to; 0.0.0.0 or :: for all.
    std::uint32_t inode = 0;    // 0 for sockets of the kernel itself.
    std::uint32_t user_id = 0;  // Of its owner.
};

// TCP sockets that listen and UDP sockets without a fixed peer, of this network namespace.
Result<std::vector<ListeningSocket>> listening_sockets();

struct SocketOwners {
    std::map<std::uint32_t, std::string> names;  // Socket inode to program name.
    std::size_t hidden_processes = 0;            // Whose sockets the system would not show us.
};

// Looks for the programs that hold the sockets `inodes`; of several, the one started first.
Result<SocketOwners> socket_owners(std::set<std::uint32_t> inodes);

}  // namespace primum::os
