// host.software: the installed programs that matter to patients' data, and what they are set to.
//
// Sends nothing. Reads the list of packages, the folders that installers leave, the programs'
// settings of every person whose folder may be read, and the addresses of sites for which browsers
// keep a password, of which only counts leave the probe.
#pragma once

#include "facts/tables.h"
#include "probes/host/host_context.h"
#include "probes/probe.h"

namespace primum::probes {

class SoftwareProbe : public Probe {
public:
    // `context` is borrowed and must outlive the probe.
    explicit SoftwareProbe(HostContext& context) : context_(context) {}

    std::string_view name() const override { return "host.software"; }
    std::string scope() const override { return context_.scope(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    HostContext& context_;
};

}  // namespace primum::probes
