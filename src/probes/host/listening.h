// host.listening: what waits for connections on this computer, on which addresses, which program.
//
// Asks the kernel only; nothing is sent to any network.
#pragma once

#include "facts/tables.h"
#include "os/listening_sockets.h"
#include "probes/probe.h"

namespace primum::probes {

class ListeningProbe : public Probe {
public:
    std::string_view name() const override { return "host.listening"; }
    std::string scope() const override { return "this computer"; }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;
};

// Hands over one row for each address and port that sockets are bound to. What no program could be
// named for, though some programs were hidden, is told once.
void report_sockets(const std::vector<os::ListeningSocket>& sockets, const os::SocketOwners& owners,
                    facts::Sink& sink);

// What a program probably speaks on a port, by the program's name first; "unknown" when neither
// tells.
std::string_view protocol_of_listener(std::string_view process, os::Transport transport,
                                      std::uint16_t port);

}  // namespace primum::probes
