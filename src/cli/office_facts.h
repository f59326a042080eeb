// What the facts tell the practice's papers: measures of security seen, patients exposed.
#pragma once

#include "compliance/field.h"
#include "compliance/register.h"
#include "controls/catalogue.h"
#include "store/store.h"

namespace primum::cli {

// The measures of the register's list whose query gives a row.
std::vector<Sentence> measures_seen(const compliance::RegisterTemplate& made,
                                    const store::Store& store);

// Fills in what is missing of a breach and the facts can tell: what protected the data before, and,
// when they could be read on the network, of how many patients.
void prefill_breach(compliance::Values& breach, const std::filesystem::path& catalogue,
                    const store::Store& store, Language language);

}  // namespace primum::cli
