// The catalogue's letters, papers, training and register, for `primum controls check`.
#pragma once

#include <filesystem>
#include <vector>

#include "controls/control.h"

namespace primum::cli {

// Adds what is wrong in them. The register's queries are tried on an empty store.
void check_office_catalogue(const std::filesystem::path& catalogue,
                            std::vector<controls::Problem>& problems);

}  // namespace primum::cli
