// Waits for a descriptor, a deadline or the person's wish to stop. For this room only.
#pragma once

#include "base/result.h"
#include "net/deadline.h"
#include "os/stop.h"

namespace primum::net {

// Returns when one of `events` (of poll(2)) or an error is there; ErrorKind::unreachable at the
// deadline, ErrorKind::stopped on request. A negative descriptor waits for the other two only.
Result<> wait_for(int descriptor, short events, Deadline deadline, const os::Stop& stop);

}  // namespace primum::net
