// Chunks as they are stored: identified, compressed, padded, sealed. §7 of the format.
#pragma once

#include "crypto/aead.h"
#include "vault/format/encoding.h"

namespace primum::vault {

enum class ChunkKind : std::uint8_t { content = 1, tree = 2, extents = 3 };

constexpr std::size_t chunk_raw_bytes_max = 4_MiB;
constexpr std::size_t chunk_head_size_bytes = 10;  // kind, encoding, two lengths
// Of a chunk as stored; padding adds an eighth at most.
constexpr std::size_t chunk_stored_bytes_max = chunk_raw_bytes_max + chunk_raw_bytes_max / 8;

// Gives chunks their identifiers: HMAC-SHA-256 under the computer's key. Not thread-safe.
class ChunkNamer {
public:
    explicit ChunkNamer(const crypto::Secret32& chunk_id_key) : hmac_(chunk_id_key.view()) {}
    Hash name(ChunkKind kind, BytesView raw);

private:
    crypto::HmacSha256 hmac_;
};

// Compresses and decompresses with zstd, one context each, kept between chunks. Not thread-safe.
class Zstd {
public:
    explicit Zstd(int level);
    ~Zstd();
    Zstd(const Zstd&) = delete;  // A context is several megabytes: make one a thread.
    Zstd& operator=(const Zstd&) = delete;

    // The size of what was written to `output`, or nothing when it does not fit there.
    std::optional<std::size_t> compress(BytesView raw, std::span<std::byte> output);
    // `output` must have the size of the raw bytes.
    Result<> decompress(BytesView compressed, std::span<std::byte> output);

private:
    struct Contexts;
    std::unique_ptr<Contexts> contexts_;
};

// The padded plain form of a chunk, ready to be sealed. It stands in `buffer`, which only grows.
// Requires raw.size() <= chunk_raw_bytes_max.
BytesView encode_chunk(ChunkKind kind, BytesView raw, Zstd& zstd, Bytes& buffer);

struct DecodedChunk {
    ChunkKind kind;
    BytesView raw;  // Into `plain` or `buffer` of decode_chunk().
};
// Takes the plain form apart; `buffer`, which only grows, receives what must be decompressed.
Result<DecodedChunk> decode_chunk(BytesView plain, Zstd& zstd, Bytes& buffer);

}  // namespace primum::vault
