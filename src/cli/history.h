// History: what earlier audits saw, judged by today's catalogue.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "controls/catalogue.h"
#include "report/report.h"
#include "store/store.h"

namespace primum::cli {

constexpr std::size_t moments_max = 24;  // Of the curve: the newest audits.

// The exposed patients at the end of each finished audit, the oldest first. Without a leading
// number in the catalogue: none. What the same catalogue told `already` is not asked again: a
// finished audit does not change.
Result<std::vector<report::Moment>> history_of(const controls::Catalogue& catalogue,
                                               const std::filesystem::path& store,
                                               const std::vector<report::Moment>& already = {});

// The audit that a person means: its number, or "previous" for the one before the newest.
Result<store::RunId> run_named(const std::string& name, const store::Store& store);

// What changed between the end of that audit and `now`, whose findings are grouped as `paths` says.
Result<report::Comparison> compare_with(store::RunId run, const controls::Catalogue& catalogue,
                                        const std::filesystem::path& store,
                                        const report::Report& now, Paths paths);

}  // namespace primum::cli
