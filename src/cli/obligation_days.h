// Obligations at an audit: the ledger is closed then, but its dates are facts, and days pass.
#pragma once

#include "base/time.h"
#include "store/store.h"

namespace primum::cli {

// Records what the ledger last told, with days and hours as they are at `at`. Nothing where the
// practice keeps no ledger.
Result<> count_obligations(store::Store& store, store::RunId run, Time at);

}  // namespace primum::cli
