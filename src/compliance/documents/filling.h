// What a letter of this practice is filled with: its own record, the one it is about, and the days
// that come from the clock.
#pragma once

#include "base/time.h"
#include "compliance/documents/template.h"
#include "compliance/ledger.h"

namespace primum::compliance {

// Of the practice's own record; empty while nobody has filled it in.
const Values& practice_values(const Ledger& ledger);

// What training a person has done, the oldest first.
std::vector<Values> training_done(const Ledger& ledger, std::string_view person);

// `record` is null for a paper about the practice alone. Borrows from both: for one letter, while
// the ledger does not change.
Filling filling_for(const Ledger& ledger, const Record* record, Time now, Language language);

}  // namespace primum::compliance
