// The catalogue's SQL, prepared against the fact tables without running it. Private to this room.
#pragma once

#include <vector>

#include "base/result.h"
#include "controls/catalogue.h"

namespace primum::controls {

// Notes each query that the database refuses, or that lacks the columns its reader needs. Fails
// itself only when an empty store cannot be made.
Result<> check_queries(const Catalogue& catalogue, std::vector<Problem>& problems);

}  // namespace primum::controls
