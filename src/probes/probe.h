// Probe: one look at one part of the practice. It hands over what it saw and never judges.
//
// A probe changes nothing, sends nothing but what explain() lists, and tells apart what it saw,
// what is not there and what it could not see.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "facts/observation.h"

namespace primum::probes {

class Probe {
public:
    virtual ~Probe() = default;

    virtual std::string_view name() const = 0;  // "network.dicom"
    virtual std::string scope() const = 0;      // "192.168.77.0/24", "this computer"
    virtual std::vector<const facts::TableDescription*> tables() const = 0;

    // What it sends and what it reads, one sentence each, for `primum audit --explain`.
    virtual std::vector<Sentence> explain() const = 0;

    // Hands its rows to `sink` as it finds them. What could not be seen inside the scope goes to
    // sink.could_not_see(); an Error means that nothing more could be seen at all. Rows handed over
    // before an error stay.
    virtual Result<> observe(facts::Sink& sink) = 0;
};

using ProgressListener = std::function<void(std::string_view probe, const Sentence& what)>;

// Runs the probe and gathers its rows: complete, partial (something could not be seen, or the
// person stopped it) or failed (an error before the first row). What a library throws is a failure
// like any other.
facts::Observation look(Probe& probe, const ProgressListener& listener);

}  // namespace primum::probes
