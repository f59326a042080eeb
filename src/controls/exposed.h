// The leading number: how many patients' records someone could read now, and by which door.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "controls/catalogue.h"
#include "store/store.h"

namespace primum::controls {

struct Door {
    std::string control;
    std::string subject;
    std::string machine;        // Where the records lie; the subject where the query does not say.
    std::int64_t patients = 0;  // 0 also where they could not be counted.
    std::int64_t records = 0;
};

struct Exposed {
    std::int64_t patients = 0;
    std::int64_t records = 0;
    std::vector<Door> doors;         // In the order of the query.
    std::vector<Sentence> not_seen;  // What was not looked at, or not wholly: there may be more.
};

// Doors on one machine lead to what may be the same records: the larger count is taken, never the
// sum. Different machines add up. Without an exposed.yaml: ErrorKind::not_found.
Result<Exposed> exposed(const Catalogue& catalogue, const store::Store& store);

}  // namespace primum::controls
