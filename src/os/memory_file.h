// A file without a name or a place on a disk, for programs of ours that are given files to read.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "os/descriptor.h"

namespace primum::os {

// Holds `bytes`, and stands at its beginning. Gone when its last descriptor is closed.
Result<Descriptor> memory_file(BytesView bytes);

}  // namespace primum::os
