// Erase: takes files out of every snapshot, when a person's record must go.
//
// Snapshots are immutable and signed by their computers: each one that held the files is replaced
// by an amendment, signed by the reader who erased, with a tree that no longer names them. Where
// they shared a chunk with files that stay, that chunk is stored anew with zeros in their place. A
// record says what was done, without any name. The old packs go by prune, which the caller runs
// next with PruneOptions::dead_percent_min nought.
#pragma once

#include <filesystem>

#include "vault/repository.h"

namespace primum::vault {

struct EraseRequest {
    std::vector<std::string>
        paths;  // Absolute, as they were: files, or folders with all they hold.
    std::filesystem::path scratch;
    Time now;
};

struct EraseResult {
    std::uint64_t files = 0;      // Names taken out, over all snapshots.
    std::uint64_t snapshots = 0;  // That held some.
};

// Files of 0: nothing was found, and nothing was changed. Interrupted, it may be run again: a
// snapshot is replaced whole or not at all.
Result<EraseResult> erase(Repository& repository, RemovingStorage& storage, const ReadingKey& key,
                          const EraseRequest& request);

}  // namespace primum::vault
