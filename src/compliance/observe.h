// What the ledger tells the facts: rows of facts/compliance_tables.h, without a name.
#pragma once

#include <vector>

#include "compliance/day.h"
#include "compliance/ledger.h"
#include "facts/observation.h"

namespace primum::compliance {

inline constexpr const char* obligations_probe = "practice.obligations";

// The tables of one observation.
std::vector<const facts::TableDescription*> obligation_tables();

// To be recorded whenever the ledger has changed.
facts::Observation observe(const Ledger& ledger, Time at);

// The same facts, as they are at `at`: days and hours are counted anew from their dates. Needs no
// key: an audit does it for a ledger that is closed.
facts::Observation observe_again(std::vector<facts::Fact> facts, Time at);

}  // namespace primum::compliance
