// Recording: an observation and its rows, and which older ones they replace. Private to this room.
#pragma once

#include "base/result.h"
#include "facts/observation.h"
#include "store/types.h"

namespace primum::store {

class Connection;

// In one transaction. Of the same probe, an older observation is replaced
// - wholly, when its scope is the new one, or a network inside the new one;
// - where its scope is a network around the new one: its rows at addresses inside the new scope, in
//   the tables that the new observation looked for, so that a second look at one device replaces
//   what was known of that device and of no other.
Result<ObservationId> record_observation(Connection& connection, RunId run,
                                         const facts::Observation& observation);

}  // namespace primum::store
