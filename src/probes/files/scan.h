// Scan: reads the files below some folders, several at a time, and gathers what holds something.
//
// One thread walks and recognises unchanged files by the cache; readers, each with its worker, read
// the others. Ctrl-C ends it early: what was found stays, and what was read is in the cache.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/keyed_hash.h"
#include "base/time.h"
#include "os/stop.h"
#include "probes/files/file_findings.h"
#include "probes/files/file_reader.h"

namespace primum::probes::files {

struct ScanSettings {
    static constexpr std::size_t readers_max = 2;

    ReaderPrograms programs;
    RecognitionTexts texts;
    HashKey key{};
    std::filesystem::path cache;  // Its file.
    std::string version;          // Of the program: another one reads everything again.
};

// One file that holds something, or could not be read.
struct LookedAt {
    std::string folder;
    std::string name;
    bool encrypted = false;  // By its file system.
    std::int64_t modified_ns = 0;
    Time looked_at{};
    FileFindings findings;
};

struct ScanProgress {
    std::uint64_t files = 0;  // Looked at, unchanged ones included.
    std::uint64_t bytes = 0;
    std::uint64_t files_total = 0;  // Nought until they are counted.
    std::uint64_t bytes_total = 0;
    std::chrono::milliseconds elapsed{};
};

struct ScanListener {
    std::function<void(const ScanProgress& progress)> on_progress;  // A few times a second.
    // A folder or a file that could not be looked at. Of any thread, one at a time.
    std::function<void(const std::string& folder, const Sentence& why)> on_unseen;
    std::function<void(const std::string& folder)> on_other_file_system;
};

struct ScanRoots {
    std::vector<std::string> folders;   // Absolute; or files.
    std::vector<std::string> left_out;  // Folders never entered: Primum's own.
};

// In no order. Errors: usage, when the tables cannot be read; not_found when the only root is not
// there (one of several is told as unseen).
// A request to stop is no error: what was found until then is returned.
Result<std::vector<LookedAt>> scan(const ScanRoots& roots, const ScanSettings& settings,
                                   const ScanListener& listener, const os::Stop& stop);

}  // namespace primum::probes::files
