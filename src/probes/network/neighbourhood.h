// Neighbourhood: what the network probes of one audit know so far of one network.
//
// network.devices fills `devices` and `gateway_descriptions`, network.services fills `open_ports`;
// the probes after them ask only what was found, so that nothing is knocked at twice.
//
// Each open TCP port becomes exactly one `service` row, handed over by the probe that has the last
// word on its protocol (speaker_of). A probe adds the row of each port it speaks for, whether its
// conversation went well or not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "facts/tables.h"
#include "net/dialer.h"
#include "net/tls.h"
#include "os/interfaces.h"

namespace primum::probes {

struct SeenDevice {
    IpAddress address;
    std::string mac;  // Empty where unknown, as the next three.
    std::string vendor;
    std::string name;
    std::string kind = "unknown";  // As in the `device` table.
    bool this_computer = false;
    std::chrono::milliseconds round_trip{0};  // Of its first answer; 0 where not measured.
};

struct OpenPort {
    Endpoint endpoint;
    std::string protocol = "unknown";  // "http", "dicom", "smb", "redis"...: as in `service`.
    std::optional<net::TlsFacts> tls;  // Set when the port speaks TLS from its first byte.
    std::string greeting;              // What it said first, untouched: hostile bytes.
    std::string product;               // Printable, as the next two; empty where unknown.
    std::string version;
    std::string title;
    std::optional<bool> needs_login;
    std::optional<bool> cleartext_login;
};

// A device that says it is an Internet gateway, and where it describes itself.
struct GatewayDescription {
    IpAddress device;
    std::string url;  // Untouched: it may lead anywhere.
};

struct Neighbourhood {
    std::vector<SeenDevice> devices;
    std::vector<OpenPort> open_ports;
    std::vector<GatewayDescription> gateway_descriptions;

    const SeenDevice* find(const IpAddress& address) const;
    // In the order they were found.
    std::vector<OpenPort*> ports_speaking(std::string_view protocol);
};

// The network to look at, the way there, and what is known of it. All members are borrowed.
struct NetworkContext {
    Cidr cidr;
    os::Interface interface;          // The one that leads there.
    std::vector<IpAddress> gateways;  // This computer's default routers inside `cidr`.
    net::Dialer& dialer;
    Neighbourhood& neighbourhood;
};

// The probe that hands over the `service` row of ports speaking `protocol`: "network.dicom",
// "network.shares", "network.remote", "network.databases", "network.medical-web", or
// "network.services" for all others.
std::string_view speaker_of(std::string_view protocol);

facts::Service to_service(const OpenPort& port);

}  // namespace primum::probes
