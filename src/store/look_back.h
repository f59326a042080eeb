// Looking back: the facts as they stood when an earlier run ended. Private to this room.
#pragma once

#include "base/result.h"
#include "store/types.h"

namespace primum::store {

class Connection;

// Puts temporary tables of the same names before the views of facts of this connection. They hold
// the rows that were newest once everything that `run` recorded was there, and nothing of it later.
// Where tables are named the others are empty: an answer of today must not pass for one of then.
Result<> look_back_to(Connection& connection, RunId run, const std::vector<std::string>& tables);

}  // namespace primum::store
