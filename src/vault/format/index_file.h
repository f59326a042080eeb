// Index files: which chunks stand where in which packs, for one computer. §9 of the format.
#pragma once

#include <vector>

#include "vault/format/pack.h"

namespace primum::vault {

constexpr std::size_t index_packs_max = 512;
constexpr std::uint64_t index_size_bytes_max = 16_MiB;

struct IndexedPack {
    Hash pack{};
    std::uint64_t size_bytes = 0;
    std::uint32_t first = 0;  // Offset of the first chunk.
    std::vector<StoredChunk> chunks;

    bool operator==(const IndexedPack&) const = default;
};

struct IndexFile {
    Id16 computer{};
    Hash previous{};  // Zeros for the first of a computer.
    std::vector<IndexedPack> packs;

    bool operator==(const IndexFile&) const = default;
};

Bytes write_index(const IndexFile& index, crypto::Suite suite, const ComputerKeys& keys,
                  const Hash& salt);

// What can be read without a key.
struct IndexFront {
    Id16 computer{};
    Hash previous{};
};
Result<IndexFront> read_index_front(BytesView file);
// ErrorKind::corrupt when it was not sealed under `keys`. The chunks' sizes add up to the packs'.
Result<IndexFile> open_index(BytesView file, const ComputerKeys& keys);

}  // namespace primum::vault
