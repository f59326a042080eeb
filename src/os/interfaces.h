// Interfaces: this computer's own addresses, the networks it is plugged into, its routers, and the
// neighbours the kernel already knows. Read through rtnetlink (rtnetlink(7), RFC 3549).
#pragma once

#include <string>
#include <vector>

#include "base/address.h"

namespace primum::os {

struct Interface {
    int index = 0;
    std::string name;  // "eth0"
    std::string mac;   // "9c:8e:cd:01:02:03"; empty where there is none.
    bool is_up = false;
    bool is_loopback = false;
    bool is_point_to_point = false;
    std::vector<Cidr> addresses;  // Own address with the prefix of the network it stands on.
};

struct Route {
    IpAddress gateway;
    int interface_index = 0;
};

struct Neighbour {
    IpAddress address;
    std::string mac;
    int interface_index = 0;
};

Result<std::vector<Interface>> interfaces();
Result<std::vector<Route>> default_routes();
// Only neighbours that have answered: an entry without hardware address is left out.
Result<std::vector<Neighbour>> neighbours();

}  // namespace primum::os
