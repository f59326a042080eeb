// ChunkStore: where a backup puts its chunks. Each chunk that is not stored yet goes, compressed
// and padded, into one of two open packs; full packs are sealed, verified and published.
//
// Names of packs are written to a journal of this computer before they are published: the next
// backup takes packs that no index names from there, verified, and from nowhere else (V4, V5).
// A thread of its own flushes packs (PackPublisher). store() is thread-safe; the rest belongs to
// one thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <set>

#include "vault/chunk_table.h"
#include "vault/format/chunk.h"
#include "vault/index_chain.h"
#include "vault/pack_builder.h"
#include "vault/pack_publisher.h"

namespace primum::vault {

constexpr int zstd_level = 1;  // Twice as fast as 3, for a tenth more of text: docs/benchmarks.md.

// What one thread needs to prepare chunks.
struct Workbench {
    explicit Workbench(const SealingKey& key) : namer(key.keys().chunk_id), zstd(zstd_level) {}

    ChunkNamer namer;
    Zstd zstd;
    Bytes plain;
    Bytes check;
};

class ChunkStore {
public:
    struct Places {
        std::filesystem::path journal;  // A file of this computer, made when missing.
        std::filesystem::path scratch;  // A folder for temporary files.
    };

    // Reads what this computer stored before: its index files, and packs of the journal that no
    // index names. Packs that readers condemned do not count as stored. All are borrowed.
    static Result<std::unique_ptr<ChunkStore>> open(const Repository& repository,
                                                    const SealingKey& key, const Places& places);

    // The chunk's identifier. Thread-safe; waits while too much is being written.
    Result<Hash> store(ChunkKind kind, BytesView raw, Workbench& bench);
    // Whether a chunk is stored already. Thread-safe.
    Result<bool> contains(const Hash& id);

    // Publishes what is left, then index files that name all new packs. Nothing may be stored
    // afterwards.
    Result<> finish();

    std::uint64_t stored_bytes() const { return stored_bytes_; }
    // After finish(): the newest index file.
    const Hash& index_head() const { return index_head_; }
    const std::vector<Fault>& faults() const { return faults_; }
    // What the answers of contains() rest on: changes when packs were added by others or condemned.
    Hash fingerprint() const;

private:
    ChunkStore(const Repository& repository, const SealingKey& key, const Places& places);

    Result<> read_known(const Repository& repository);
    Result<> adopt(const std::set<Hash>& indexed);
    Result<> adopt_pack(const ListedObject& listed);
    Result<> take_known(const IndexedPack& pack);
    Result<bool> claim(const Hash& id);
    Result<> add_to_pack(const Hash& id, BytesView plain, std::uint64_t sum);
    Result<> publish(PackBuilder builder);
    void take_published(IndexedPack pack);
    Result<> write_index_file();

    Storage& storage_;
    const SealingKey& key_;
    const Places places_;
    const crypto::Suite suite_;
    const Id16 computer_;

    std::mutex mutex_;
    std::condition_variable sealed_;  // A pack left memory.
    ChunkTable known_;
    std::vector<PackBuilder> open_packs_;
    std::size_t sealing_bytes_ = 0;
    std::vector<IndexedPack> unindexed_;
    std::set<Hash> condemned_;
    std::set<Hash> index_names_;
    Hash index_head_{};
    std::vector<Fault> faults_;
    std::atomic<std::uint64_t> stored_bytes_ = 0;
    std::optional<Error> failure_;  // The first; everything after fails with it.
    PackPublisher publisher_;       // Last: its thread ends before what it uses.
};

}  // namespace primum::vault
