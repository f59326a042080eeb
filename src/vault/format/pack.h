// Packs: many chunks in one object, under a key of their own. §8 of the format.
#pragma once

#include <vector>

#include "vault/format/envelope.h"
#include "vault/sealing_key.h"

namespace primum::vault {

constexpr std::uint64_t pack_size_bytes_max = 64_MiB;
constexpr std::size_t pack_chunks_max = 4096;

struct StoredChunk {
    Hash id{};
    std::uint32_t size_bytes = 0;  // As stored, tag included.

    bool operator==(const StoredChunk&) const = default;
};

// What comes before the chunks, as written.
struct PackHead {
    crypto::Suite suite = crypto::Suite::none;
    Id16 computer{};
    Hash salt{};
    Envelope envelope;
    BytesView additional;        // All before the sealed directory.
    BytesView sealed_directory;  // Empty in a front that was cut off there.
    std::uint64_t first = 0;     // Offset of the first chunk.
};

// The front alone is enough to take the pack's key out.
constexpr std::size_t pack_front_size_bytes_max = 4096;
Result<PackHead> read_pack_front(BytesView beginning);
// `beginning` must reach to head.first, as read_pack_front() said.
Result<PackHead> read_pack_head(BytesView beginning);

Result<std::vector<StoredChunk>> open_directory(const PackHead& head, const ComputerKeys& keys);

// What is random in a pack; a test may choose it.
struct PackRandomness {
    crypto::Secret32 key;
    crypto::Secret32 ephemeral;
    Hash salt;

    static PackRandomness fresh();
};

// In whose name a pack is written: the computer itself, or a reader who packs anew for it.
// Borrowed.
struct PackAuthor {
    // Implicit, because a computer's own key is its name.
    PackAuthor(const SealingKey& key)  // NOLINT(google-explicit-constructor)
        : computer(key.computer_id()), keys(key.keys()), readers(key.readers()) {}
    PackAuthor(const Id16& of, const ComputerKeys& its_keys, Recipients its_readers)
        : computer(of), keys(its_keys), readers(its_readers) {}

    Id16 computer;
    const ComputerKeys& keys;
    Recipients readers;
};

// Head and directory of a pack with these chunks.
Result<Bytes> write_pack_head(crypto::Suite suite, const PackAuthor& author,
                              const PackRandomness& randomness,
                              std::span<const StoredChunk> chunks);

}  // namespace primum::vault
