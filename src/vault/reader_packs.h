// ReaderPacks: packs and index files that a reader writes for a computer, when it packs anew or
// erases.
//
// The reader knows the computer's keys by its certificate. What is written is as the computer's
// own: sealed to all readers, verified before it is published. Not thread-safe.
#pragma once

#include "vault/format/chunk.h"
#include "vault/index_chain.h"
#include "vault/pack_builder.h"

namespace primum::vault {

class ReaderPacks {
public:
    // All are borrowed.
    ReaderPacks(Storage& storage, const PackAuthor& author)
        : storage_(storage), author_(author), namer_(author.keys.chunk_id), zstd_(3) {}

    // Stores a chunk, under the identifier of its raw bytes, which is returned. Published when a
    // pack is full.
    Result<Hash> store(ChunkKind kind, BytesView raw);
    // Publishes what is left.
    Result<> finish();
    const std::vector<IndexedPack>& packs() const { return packs_; }

private:
    Storage& storage_;
    PackAuthor author_;
    ChunkNamer namer_;
    Zstd zstd_;
    Bytes buffer_;
    PackBuilder builder_;
    std::vector<IndexedPack> packs_;
};

// Writes index files that name `packs`, the first after `previous`; returns the newest.
Result<Hash> write_index_files(Storage& storage, const PackAuthor& author,
                               std::span<const IndexedPack> packs, Hash previous);

}  // namespace primum::vault
