// Checking the catalogue: everything that can be known to be wrong before a practice meets it.
#pragma once

#include <filesystem>
#include <vector>

#include "controls/control.h"

namespace primum::controls {

// All problems under `directory`, ordered by file and line; empty when it is fit to ship. Besides
// what Catalogue::load() refuses: file names, references and their dates, both languages, steps,
// tables read but not declared, and every case, run on an empty store that holds its rows.
std::vector<Problem> check(const std::filesystem::path& directory);

}  // namespace primum::controls
