// network.medical-web: web servers that give records to anybody, and HL7 listeners.
//
// Asks each HTTP port for the few pages that tell medical servers apart: Orthanc's REST, DICOMweb
// (PS3.18), WADO-URI, dcm4chee, FHIR, web viewers. Counts through the server's own counters where
// it has some. An MLLP port (HL7 v2) is only named: no message is sent to it, because whatever it
// accepts becomes part of a record.
#pragma once

#include "probes/network/neighbourhood.h"
#include "probes/probe.h"

namespace primum::probes {

class MedicalWebProbe : public Probe {
public:
    // `context` is borrowed and must outlive the probe.
    explicit MedicalWebProbe(NetworkContext& context) : context_(context) {}

    std::string_view name() const override { return "network.medical-web"; }
    std::string scope() const override { return context_.cidr.to_string(); }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    NetworkContext& context_;
};

}  // namespace primum::probes
