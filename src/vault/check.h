// check(): whether a repository is whole, and whether it is the one that was seen before (V3).
//
// Without a reading key: names, signatures, chains, index, presence and size of packs; with
// read_percent, the hash of as many packs. With one: also every name and extent of every snapshot,
// and the content of the packs that are read.
#pragma once

#include <filesystem>
#include <functional>

#include "os/stop.h"
#include "vault/history.h"

namespace primum::vault {

struct CheckRequest {
    double read_percent = 0;  // Of the packs, drawn by lot; 100: every byte.
    std::size_t threads = 2;
    std::filesystem::path scratch;
};

struct CheckProgress {
    std::uint64_t packs = 0;
    std::uint64_t packs_total = 0;
};

struct CheckTools {
    Repository& repository;
    const ReadingKey* reading = nullptr;  // Null when there is none.
    const SealingKey* sealing = nullptr;  // Of this computer; null when there is none.
    const RepositoryState& state;
    const os::Stop& stop;
    std::function<void(const CheckProgress&)> progress;  // May be empty.
};

struct CheckResult {
    std::vector<KnownSnapshot> snapshots;
    std::vector<Fault> faults;      // Anything here: the repository is not as it must be.
    std::vector<Sentence> remarks;  // Worth knowing, and no harm.
    std::uint64_t packs = 0;
    std::uint64_t packs_read = 0;
    std::uint64_t bytes_read = 0;
    std::uint64_t files_followed = 0;  // In snapshots, with a reading key.
};

Result<CheckResult> check(const CheckRequest& request, const CheckTools& tools);

}  // namespace primum::vault
