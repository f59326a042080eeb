// network.dicom: which imaging machines answer anybody, and how many patients they give away.
//
// Asks every port that speaks DICOM or says nothing, inside TLS where the port speaks TLS. One
// association under a calling title that nobody can know and the called title ANY-SCP; where the
// machine refuses the called title, the default titles of vendors are tried, one after the other.
// Where it accepts: C-ECHO, then a C-FIND that is counted and let go (domain of PS3.4 annex C).
// Never C-MOVE, C-GET or C-STORE.
#pragma once

#include "probes/network/neighbourhood.h"
#include "probes/probe.h"

namespace primum::probes {

class DicomProbe : public Probe {
public:
    // `context` is borrowed and must outlive the probe.
    explicit DicomProbe(NetworkContext& context) : context_(context) {}

    std::string_view name() const override { return "network.dicom"; }
    std::string scope() const override { return context_.cidr.to_string(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    NetworkContext& context_;
};

}  // namespace primum::probes
