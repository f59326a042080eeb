// The TCP ports that network.services knocks at, and how each is spoken to.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace primum::probes {

// What is done with a port that is open, before anything is known of what listens there.
enum class Approach {
    listen,   // Its servers speak first: wait for the greeting.
    leave,    // Its servers wait for their own protocol, which another probe speaks, or which is
              // never to be disturbed (a printer prints what it is sent): send nothing.
    web,      // Ask for its web page at once.
    tls,      // Begin TLS at once; inside, listen or leave as the protocol says.
    tls_web,  // Begin TLS at once; inside, ask for its web page.
    ldap,     // Ask a directory for its root entry.
    rtsp,     // Ask a camera for its options.
    stranger  // Nothing is known of it: listen a moment, then ask for a web page.
};

struct KnownPort {
    std::uint16_t port = 0;
    Approach approach = Approach::stranger;
    std::string_view protocol = "unknown";  // What usually speaks there, as in `service`.
};

// All ports of interest, the most telling first.
std::span<const KnownPort> usual_ports();

// The short list for imaging devices, which are fragile: imaging, records, and the doors through
// which their data leave.
std::span<const KnownPort> imaging_device_ports();

// What usually speaks on a TCP port; "unknown" when nothing in particular.
std::string_view usual_protocol(std::uint16_t port);

}  // namespace primum::probes
