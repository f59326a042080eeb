// Makes a report of what the store knows now, judged by the catalogue.
#pragma once

#include "controls/catalogue.h"
#include "report/report.h"
#include "store/store.h"

namespace primum::cli {

// The observations shown are those of `run`, or the newest of all without one. `catalogue` must
// outlive the report.
Result<report::Report> assemble(const controls::Catalogue& catalogue, const store::Store& store,
                                std::optional<store::RunId> run);

}  // namespace primum::cli
