// restore(): puts back what a snapshot holds, below a target folder.
//
// Nothing is ever written outside of the target: folders are opened one by one from it, and no
// symlink is followed. What cannot be put back whole is not put back at all, and told (V3, V6).
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "os/stop.h"
#include "vault/repository.h"

namespace primum::vault {

struct RestoreRequest {
    std::vector<std::string> paths;  // Absolute, as they were; empty: everything.
    std::filesystem::path target;    // Made when missing.
    bool overwrite = false;          // Replace files that are there.
    std::size_t threads = 2;
    std::filesystem::path scratch;  // A folder for temporary files.
};

struct RestoreProgress {
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
    std::uint64_t bytes_total = 0;  // Of the whole snapshot.
};

struct RestoreFailure {
    std::string path;  // As it was.
    Sentence reason;
};

constexpr std::size_t failures_listed_max = 10'000;

struct RestoreResult {
    std::uint64_t files = 0;
    std::uint64_t folders = 0;
    std::uint64_t bytes = 0;
    std::uint64_t failed = 0;            // Not put back; the first of them are in `failures`.
    std::uint64_t metadata_lost = 0;     // Put back, but owner or attributes were refused.
    std::uint64_t unreadable = 0;        // Could not be read when the snapshot was made.
    std::vector<std::string> not_found;  // Of request.paths.
    std::vector<RestoreFailure> failures;
    std::vector<Fault> faults;  // Of the repository, got around.
};

struct RestoreTools {
    const Repository& repository;
    const ReadingKey& key;
    const os::Stop& stop;
    std::function<void(const RestoreProgress&)>
        progress;  // Called from time to time; may be empty.
};

// An Error is for what ends the restore; a single file that fails is in the result.
Result<RestoreResult> restore(const KnownSnapshot& snapshot, const RestoreRequest& request,
                              const RestoreTools& tools);

}  // namespace primum::vault
