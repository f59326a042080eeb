// LockFile: one process at a time between taking it and its end, flock(2).
//
// The lock stands in a file of its own, so that what it guards may be replaced by another file.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "os/descriptor.h"

namespace primum::os {

class LockFile {
public:
    // Waits for whoever has it: holders keep it for one write. Makes the file (0600) when it is
    // not there, and leaves it there: removing it would let two processes hold two files.
    static Result<LockFile> take(const std::filesystem::path& path);

private:
    explicit LockFile(Descriptor file) : file_(std::move(file)) {}

    Descriptor file_;  // Closing it gives the lock back, also when the process is killed.
};

}  // namespace primum::os
