// host.volumes: every disk, key and encrypted folder in use, and whether who takes it can read it.
//
// Sends nothing. Reads the kernel's list of volumes and the marks that encrypted folders leave.
#pragma once

#include "facts/tables.h"
#include "probes/host/host_context.h"
#include "probes/probe.h"

namespace primum::probes {

class VolumesProbe : public Probe {
public:
    // `context` is borrowed and must outlive the probe.
    explicit VolumesProbe(HostContext& context) : context_(context) {}

    std::string_view name() const override { return "host.volumes"; }
    std::string scope() const override { return context_.scope(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    HostContext& context_;
};

}  // namespace primum::probes
