// What the dashboard shows, read from the store at one moment.
#pragma once

#include <filesystem>
#include <memory>

#include "controls/catalogue.h"
#include "web/known.h"

namespace primum::cli {

// Beside the store.
inline constexpr const char* assignments_file = "assignments.json";

// An absent store is a practice that was never looked at. `before`: what was read of the same
// store with the same catalogue, or null; what cannot have changed is taken from it.
Result<web::KnownNow> read_known(std::shared_ptr<const controls::Catalogue> catalogue,
                                 const std::filesystem::path& store, const web::Known* before);

}  // namespace primum::cli
