// Signals: Ctrl-C and the wish of the system that we end.
#pragma once

#include "os/stop.h"

namespace primum::cli {

// The first one asks `stop` to stop; a second one ends the program at once. `stop` must outlive
// the process's wish to be stopped: once per program.
void obey_signals(os::Stop& stop);

}  // namespace primum::cli
