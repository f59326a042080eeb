// FileTally: counts the files of a shared folder, those that hold health data, and the persons in
// them, within limits. Names and contents are let go at once: only counts are kept.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/bytes.h"
#include "base/keyed_hash.h"
#include "base/result.h"

namespace primum::probes::shares {

struct TallyLimits {
    std::int64_t files_max = 20'000;
    std::int64_t folders_max = 500;
    int depth_max = 8;                  // Folders within folders, the share itself is 0.
    std::int64_t files_read_max = 200;  // First bytes of so many; the others count by their name.
    std::chrono::milliseconds time{10'000};
};

struct FolderEntry {
    std::string name;       // The last part of its path, as the server says it: hostile bytes.
    std::string reference;  // How the folder's reader finds it again: a path, a handle.
    bool is_folder = false;
};

// A folder on another machine, however it is reached. Reads only.
class FolderReader {
public:
    virtual ~FolderReader() = default;

    struct Listing {
        std::vector<FolderEntry> entries;
        bool cut = false;  // There was more than the reader's own limit.
    };
    // "" is the share itself.
    virtual Result<Listing> list(const std::string& reference) = 0;
    // At most `count` bytes from the beginning of a file.
    virtual Result<Bytes> first_bytes(const std::string& reference, std::size_t count) = 0;
};

struct FileTally {
    std::int64_t files = 0;
    std::int64_t health_files = 0;
    std::int64_t patients = 0;  // Distinct persons in the files that were read.
    bool counted_all = true;
};

// Walks through the folder, broad before deep. Fails only when the share itself cannot be listed,
// or on a request to stop; what fails below, and every limit that was met, clears counted_all.
Result<FileTally> tally_files(FolderReader& reader, const TallyLimits& limits, const HashKey& key);

}  // namespace primum::probes::shares
