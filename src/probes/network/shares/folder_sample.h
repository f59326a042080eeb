// FolderSample: lists the files of a shared folder and reads a part of them, within limits.
//
// All files where there are few; where there are many, some from every part of the folder, so that
// a thousand photographs do not hide one list of patients. What was read goes to a SampleTaker and
// is let go at once.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::probes::shares {

struct SampleLimits {
    std::int64_t files_max = 20'000;
    std::int64_t folders_max = 500;
    int depth_max = 8;                       // Folders within folders, the share itself is 0.
    std::int64_t files_read_max = 200;       // The others count as files and no more.
    std::int64_t file_bytes_max = 1_MiB;     // Of each that is read,
    std::int64_t bytes_max = 48_MiB;         // and of all of them.
    std::chrono::milliseconds time{10'000};  // Half of it at most for listing.
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
    // At most `count` bytes from the beginning of a file; fewer only where it ends.
    virtual Result<Bytes> first_bytes(const std::string& reference, std::size_t count) = 0;
};

class SampleTaker {
public:
    virtual ~SampleTaker() = default;
    // `name` is hostile; `bytes` is the beginning of the file. Fails to end the sample.
    virtual Result<> take(const std::string& name, BytesView bytes) = 0;
};

struct FolderSample {
    std::int64_t files = 0;
    bool complete = true;  // Every file was seen, and read as far as it takes to judge it.
};

// Walks through the folder, broad before deep. Fails when the share itself cannot be listed, on a
// request to stop, and when `taker` does; what fails below, and every limit that was met, clears
// `complete`.
Result<FolderSample> sample_files(FolderReader& reader, const SampleLimits& limits,
                                  SampleTaker& taker);

}  // namespace primum::probes::shares
