// Makes a report of what the store knows now, judged by the catalogue.
#pragma once

#include "controls/catalogue.h"
#include "report/report.h"
#include "store/store.h"

namespace primum::cli {

// Who records what the person in charge accepts.
inline constexpr const char* acceptance_probe = "practice.acceptance";

// The store, or the advice to look first where there is none.
Result<store::Store> open_for_reading(const std::filesystem::path& path);

// The observations shown are those of `run`, or the newest of all without one. `catalogue` must
// outlive the report.
Result<report::Report> assemble(const controls::Catalogue& catalogue, const store::Store& store,
                                std::optional<store::RunId> run);

}  // namespace primum::cli
