// Emitter: where items leave, in the order of the walk: to the tree, the local cache, the counts
// and the judgement of health. Belongs to one thread.
#pragma once

#include <string>
#include <vector>

#include "vault/backup/walk_item.h"
#include "vault/chunk_store.h"
#include "vault/cut.h"

namespace primum::vault {

struct UnreadablePath {
    std::string path;  // Bytes, as the system gives them.
    Sentence reason;
};

constexpr std::size_t unreadable_listed_max = 10'000;

struct BackupCounts {
    std::uint64_t files = 0;
    std::uint64_t folders = 0;
    std::uint64_t bytes = 0;
    std::uint64_t read = 0;     // Files whose content was read.
    std::uint64_t changed = 0;  // Files that are new, or not as they were.
    std::uint64_t vanished = 0;
    std::uint64_t unreadable = 0;
};

class Emitter {
public:
    // All are borrowed and must outlive it.
    Emitter(ChunkStore& store, const SealingKey& key, CacheWriter* cache, HealthCounter& health);

    Result<> emit(WalkItem& item);
    // Stores what is left of the tree.
    Result<> finish();

    const BackupCounts& counts() const { return counts_; }
    const std::vector<UnreadablePath>& unreadable() const { return unreadable_; }
    const std::vector<Hash>& tree_chunks() const { return tree_chunks_; }
    std::uint64_t tree_bytes() const { return tree_bytes_; }

private:
    void count(WalkItem& item);
    void emit_unreadable(const WalkItem& item);
    Result<> write_tree(const Entry& entry);
    Result<> cut_tree(std::size_t left_bytes_max);

    ChunkStore& store_;
    CacheWriter* cache_;  // Null when there can be none.
    HealthCounter& health_;
    Workbench bench_;
    CutHash cut_;
    Writer tree_;
    LastChunk last_;
    std::uint64_t tree_bytes_ = 0;
    std::vector<Hash> tree_chunks_;
    std::vector<std::string> open_folders_;  // For the paths of what is unreadable.
    BackupCounts counts_;
    std::vector<UnreadablePath> unreadable_;
};

}  // namespace primum::vault
