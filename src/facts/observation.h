// Observation, Sink: what one look of one probe saw, and how far it could look.
#pragma once

#include <string>
#include <vector>

#include "base/sentence.h"
#include "base/time.h"
#include "facts/tables.h"

namespace primum::facts {

// `partial`: something in the scope could not be seen. `failed`: nothing could. In both cases the
// reason says what and why, and no control takes the missing rows for "nothing there".
enum class Status { complete, partial, failed };

std::string_view name_of(Status status);  // "complete", "partial", "failed"

struct Observation {
    std::string probe;  // "network.dicom"
    std::string scope;  // What was looked at: "192.168.77.0/24", "this computer".
    Time started_at{};
    Time finished_at{};
    Status status = Status::complete;
    std::vector<Sentence> reasons;                // Empty when complete.
    std::vector<const TableDescription*> tables;  // The tables it looked for, rows or no rows.
    std::vector<Fact> facts;
    std::int64_t milliseconds = 0;
};

// Sink: where a probe hands over its rows while it looks.
//
// Thread-safe: a probe's workers share it. Never refuses a row.
class Sink {
public:
    virtual ~Sink() = default;

    template <class Row>
    void add(const Row& row) {
        accept(to_fact(row));
    }

    // Something in the scope could not be seen. The observation becomes partial.
    virtual void could_not_see(Sentence what_and_why) = 0;

    // What is being looked at, for the person who waits: "192.168.77.30, DICOM".
    virtual void progress(const Sentence& what) = 0;

private:
    virtual void accept(Fact fact) = 0;
};

}  // namespace primum::facts
