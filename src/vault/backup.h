// back_up(): makes one snapshot. docs/design/vault-format.md §13 gives the order of its writes.
#pragma once

#include <filesystem>
#include <functional>

#include "os/stop.h"
#include "vault/backup/emitter.h"
#include "vault/backup/walk.h"
#include "vault/history.h"

namespace primum::vault {

struct BackupProgress {
    std::uint64_t bytes_read = 0;
    std::uint64_t stored_bytes = 0;
};

// Where this computer keeps what helps it; losing any of it costs time only.
struct BackupPlaces {
    std::filesystem::path journal;
    std::filesystem::path cache;    // A file: one for each set of paths.
    std::filesystem::path scratch;  // A folder for temporary files.
};

struct BackupRequest {
    WalkRequest walk;
    std::vector<std::string> tags;
    std::string host;
    std::size_t threads = 2;
};

struct BackupTools {
    Repository& repository;
    const SealingKey& key;
    const crypto::Secret32& cache_key;
    const content::RansomSigns& signs;
    const os::Stop& stop;
    std::function<void(const BackupProgress&)> progress;  // Called from time to time; may be empty.
};

struct BackupResult {
    SnapshotId snapshot{};
    PublicPart part;
    BackupCounts counts;
    std::vector<UnreadablePath> unreadable;  // The first unreadable_listed_max.
    HealthVerdict health;
    std::vector<Fault> faults;  // In what this computer stored before.
};

// `state` is what this computer remembers of the repository; the new snapshot is added to it.
// ErrorKind::stopped after Ctrl-C: what was stored until then is found again by the next backup.
Result<BackupResult> back_up(const BackupRequest& request, const BackupPlaces& places,
                             const BackupTools& tools, RepositoryState& state);

}  // namespace primum::vault
