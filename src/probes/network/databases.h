// network.databases: databases that answer on the network, and whether they ask who is there.
//
// Asks what network.services found, with the first messages of each protocol. No password is ever
// guessed. Where a protocol only tells at a login whether one is needed, the login is tried
// without a password and hung up at once, without a single query:
// - PostgreSQL: one startup as "postgres"; a server that trusts anybody says so before any
//   password.
// - MySQL and MariaDB: at most two logins with an empty password, as the anonymous user and as
//   "root". An account without a password is a door without a lock, and to see that it opens is to
//   look at it: what tells such an account from a guarded one is nothing but this answer. COM_QUIT
//   follows at once.
#pragma once

#include "probes/network/neighbourhood.h"
#include "probes/probe.h"

namespace primum::probes {

class DatabasesProbe : public Probe {
public:
    // `context` is borrowed and must outlive the probe.
    explicit DatabasesProbe(NetworkContext& context) : context_(context) {}

    std::string_view name() const override { return "network.databases"; }
    std::string scope() const override { return context_.cidr.to_string(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    NetworkContext& context_;
};

}  // namespace primum::probes
