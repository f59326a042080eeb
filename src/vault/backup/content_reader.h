// ContentReader: one worker's hands. It reads files, cuts them into chunks and stores these.
//
// A file that cannot be read is marked so on its item; an Error is for what ends the backup.
// Belongs to one thread.
#pragma once

#include <atomic>

#include "base/keyed_hash.h"
#include "vault/backup/chunk_help.h"
#include "vault/backup/walk_item.h"
#include "vault/chunk_store.h"
#include "vault/cut.h"

namespace primum::vault {

constexpr std::uint64_t small_file_bytes_max = 128_KiB;  // Below, files are bundled: §15.
constexpr std::size_t bundle_bytes_max = 1_MiB;
constexpr std::size_t bundle_bytes_min = 256_KiB;
constexpr std::size_t bundle_files_max = 4096;

class ContentReader {
public:
    // All are borrowed and must outlive it.
    struct Tools {
        ChunkStore& store;
        const SealingKey& key;
        const content::RansomSigns& signs;
        std::atomic<std::uint64_t>& bytes_read;  // Counts for progress.
        ChunkHelp& help;
    };
    explicit ContentReader(const Tools& tools);

    // Small files, one after the other in one chunk.
    Result<> read_bundle(std::span<WalkItem* const> items);
    // Its chunks are stored by this thread and by others that have nothing to do.
    Result<> read_large(WalkItem& item);
    // A chunk that another thread cut.
    void store(ChunkTask& task);

private:
    class LargeFile;

    Result<> read_small(WalkItem& item, Extent& extent);
    Result<bool> is_as_before(const WalkItem& item);
    bool read_small_once(WalkItem& item, const os::Descriptor& file, Extent& extent);

    ChunkStore& store_;
    const content::RansomSigns& signs_;
    std::atomic<std::uint64_t>& bytes_read_;
    ChunkHelp& help_;
    Workbench bench_;
    CutHash cut_;
    HashKey content_hash_key_;
    Bytes buffer_;            // It only grows; a bundle or a piece of a file is its first bytes.
    std::size_t filled_ = 0;  // Of a bundle.
};

}  // namespace primum::vault
