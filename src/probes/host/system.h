// host.system: what this computer runs on, whether it is still looked after, and what guards it.
//
// Sends nothing. Reads the system's own files and, on the running system, asks the kernel for its
// firewall rules and its clock.
#pragma once

#include "facts/tables.h"
#include "probes/host/host_context.h"
#include "probes/probe.h"

namespace primum::probes {

class SystemProbe : public Probe {
public:
    // `context` is borrowed and must outlive the probe.
    explicit SystemProbe(HostContext& context) : context_(context) {}

    std::string_view name() const override { return "host.system"; }
    std::string scope() const override { return context_.scope(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    HostContext& context_;
};

}  // namespace primum::probes
