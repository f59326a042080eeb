// LoopbackTlsServer: a server for tests, on 127.0.0.1, that speaks TLS under a certificate of its
// own making.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "net/testing/loopback_server.h"

namespace primum::net::testing {

struct TlsBehaviour {
    int certificate_days = 30;  // From today; a negative number is a certificate long expired.
    bool demands_client_certificate = false;
    bool old_version = false;  // TLS 1.2 at most.
    std::string answer;        // Sent once the peer has said something; empty stays silent.
};

class LoopbackTlsServer {
public:
    explicit LoopbackTlsServer(TlsBehaviour behaviour);
    ~LoopbackTlsServer();

    const Endpoint& endpoint() const { return server_->endpoint(); }

private:
    struct State;
    std::unique_ptr<State> state_;
    std::unique_ptr<LoopbackServer> server_;
};

}  // namespace primum::net::testing
