// host.accounts: who can log in to this computer, how, and with what rights.
//
// Sends nothing, guesses nothing: the state of a password (empty, set, locked) is read from the
// system's own list, its hash is neither kept nor tried. The password of nobody is seen.
#pragma once

#include "facts/tables.h"
#include "probes/host/host_context.h"
#include "probes/probe.h"

namespace primum::probes {

class AccountsProbe : public Probe {
public:
    // `context` is borrowed and must outlive the probe.
    explicit AccountsProbe(HostContext& context) : context_(context) {}

    std::string_view name() const override { return "host.accounts"; }
    std::string scope() const override { return context_.scope(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    HostContext& context_;
};

}  // namespace primum::probes
