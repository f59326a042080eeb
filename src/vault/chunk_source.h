// ChunkSource: gives a reader the chunks of one computer, verified.
//
// Chunks are found by the index; when index files are missing, the packs that no index names are
// read and verified instead (V11). Thread-safe once made.
#pragma once

#include <mutex>

#include "vault/chunk_table.h"
#include "vault/format/chunk.h"
#include "vault/index_chain.h"

namespace primum::vault {

// What one thread needs to read chunks.
struct ReadingBench {
    explicit ReadingBench(const ComputerKeys& keys) : namer(keys.chunk_id), zstd(0) {}

    ChunkNamer namer;
    Zstd zstd;
    Bytes stored;
    Bytes plain;
    Bytes raw;
};

class ChunkSource {
public:
    // For the snapshots of `computer` whose index chain ends at `index_head`. `repository` and
    // `key` are borrowed. ErrorKind::not_found when no certificate tells how to read its chunks.
    static Result<std::unique_ptr<ChunkSource>> open(const Repository& repository,
                                                     const ReadingKey& key, const Id16& computer,
                                                     const Hash& index_head,
                                                     const std::filesystem::path& scratch);

    const ComputerKeys& keys() const { return keys_; }
    const std::vector<Fault>& faults() const { return faults_; }

    // The raw bytes, valid until the bench is used again. ErrorKind::not_found when no pack has the
    // chunk, corrupt when it was changed.
    Result<BytesView> read(ChunkKind kind, const Hash& id, ReadingBench& bench);
    // The same whatever its kind, for who packs chunks anew.
    Result<DecodedChunk> read_any(const Hash& id, ReadingBench& bench);
    Result<std::optional<ChunkPlace>> find(const Hash& id);
    std::size_t pack_count() const { return packs_.size(); }

private:
    struct Pack {
        Hash name{};
        std::optional<crypto::Secret32> key;
        crypto::Suite suite = crypto::Suite::none;
    };

    ChunkSource(const Repository& repository, const ReadingKey& key, const Id16& computer,
                const std::filesystem::path& scratch)
        : storage_(repository.storage()), key_(key), computer_(computer), table_(scratch) {}

    Result<> read_index(const Repository& repository, const Hash& index_head);
    Result<> add_pack(const IndexedPack& pack);
    Result<> scan_packs(const std::set<Hash>& indexed);
    Result<> scan_pack(const ListedObject& listed);
    Result<crypto::SymmetricKey> pack_key(std::uint32_t number);

    Storage& storage_;
    const ReadingKey& key_;
    const Id16 computer_;
    ComputerKeys keys_;
    std::mutex mutex_;
    ChunkTable table_;
    std::vector<Pack> packs_;
    std::vector<Fault> faults_;
};

}  // namespace primum::vault
