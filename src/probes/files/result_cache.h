// ResultCache: what was found in each file the last time, so that only changed files are read
// again.
//
// Kept in Primum's own folder (0600). A file is known by a keyed hash of its path, and taken for
// unchanged while its inode, size and times are the same; no path is kept. What a file held is kept
// as FileFindings: counts, keyed hashes of persons, and places inside the file. A cache that does
// not authenticate as ours, or was made with other tables, is dropped: it only costs time.
//
// The file: "primum-files/1\n", a keyed hash of what it was made with, the number of entries and of
// bytes of details (u64 each, of this machine), the entries sorted by path, the details, and a
// keyed hash of all that.
#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/keyed_hash.h"
#include "base/time.h"
#include "probes/files/file_findings.h"
#include "probes/files/walk.h"

namespace primum::probes::files {

class ResultCache {
public:
    static constexpr std::size_t entries_max = 4'000'000;
    static constexpr std::size_t file_bytes_max = 512UL * 1024 * 1024;

    struct Known {
        FileFindings findings;
        Time looked_at{};
    };

    // `made_with` stands for everything a result depends on besides the file: tables, version,
    // whether pictures are read. A missing or foreign file gives an empty cache.
    static ResultCache load(const std::filesystem::path& file, const HashKey& key,
                            std::string_view made_with);

    // Of one thread at a time.
    std::optional<Known> find(const WalkedFile& file);
    // Of any thread.
    void add(const WalkedFile& file, const FileFindings& findings, Time looked_at);

    // All that is known. What was not asked for this time (it lies elsewhere, or is gone) is
    // forgotten a year after it was looked at.
    Result<> save(const std::filesystem::path& file) const;

    ResultCache(ResultCache&& other) noexcept;

private:
    struct Entry {
        std::uint64_t path;   // Keyed hash.
        std::uint64_t state;  // Keyed hash of inode, size and times.
        std::uint32_t looked_at;
        std::uint32_t details;  // Where they begin in details_; no_details when nothing was found.
    };

    static constexpr std::uint32_t no_details = 0xFFFFFFFF;

    ResultCache(const HashKey& key, std::string_view made_with)
        : key_(key), made_with_(keyed_hash(key, made_with)) {}
    bool parse(std::string_view content);
    std::uint64_t state_of(const WalkedFile& file) const;
    std::uint64_t path_of(const WalkedFile& file) const;

    HashKey key_;
    std::uint64_t made_with_;
    std::vector<Entry> known_;  // Sorted by path.
    std::string known_details_;
    std::vector<bool> asked_for_;  // By the index in known_.
    mutable std::mutex mutex_;
    std::vector<Entry> added_;
    std::string added_details_;
};

}  // namespace primum::probes::files
