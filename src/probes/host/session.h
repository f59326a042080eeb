// host.session: whether each person's session locks by itself, and what its desktop lets happen.
//
// Sends nothing. Reads the desktop's settings of every person whose folder may be read.
#pragma once

#include "facts/tables.h"
#include "probes/host/host_context.h"
#include "probes/host/settings_reader.h"
#include "probes/probe.h"

namespace primum::probes {

class SessionProbe : public Probe {
public:
    // `context` is borrowed and must outlive the probe.
    explicit SessionProbe(HostContext& context) : context_(context) {}

    std::string_view name() const override { return "host.session"; }
    std::string scope() const override { return context_.scope(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    HostContext& context_;
};

// The sessions of all people; what could not be seen goes to `sink`.
Result<std::vector<facts::Session>> observe_sessions(const os::FileTree& tree, facts::Sink& sink);

}  // namespace primum::probes
