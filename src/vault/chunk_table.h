// ChunkTable: which chunks are known and where each stands, in bounded memory whatever their
// number (V9).
//
// New entries stay in memory, a hash table of at most 4 MiB; when it is full it goes, sorted, to a
// temporary file without a name, of which only every 128th identifier is remembered. Identifiers
// are kept by their first 16 bytes: they are keyed hashes, and content is verified by all 32.
// Not thread-safe.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "os/descriptor.h"
#include "vault/format/encoding.h"

namespace primum::vault {

struct ChunkPlace {
    std::uint32_t pack = 0;    // A number that the table's user gives packs.
    std::uint32_t offset = 0;  // In the pack.
    std::uint32_t size_bytes = 0;
    std::uint32_t number = 0;  // In the pack's directory.

    bool operator==(const ChunkPlace&) const = default;
};

class ChunkTable {
public:
    static constexpr std::size_t memory_entries_max = 98'304;  // 4 MiB of slots.

    // `scratch` is where temporary files may be made; a test may ask for less memory.
    explicit ChunkTable(std::filesystem::path scratch,
                        std::size_t memory_entries = memory_entries_max);

    // The first place of a chunk is kept; false when it was known.
    Result<bool> add(const Hash& id, const ChunkPlace& place);
    Result<std::optional<ChunkPlace>> find(const Hash& id);
    std::uint64_t size() const { return size_; }

private:
    struct Entry {
        std::array<std::byte, 16> key{};
        ChunkPlace place;
        bool is_free() const { return place.size_bytes == 0; }
    };
    struct Run {
        os::Descriptor file;
        std::uint64_t entries = 0;
        std::vector<std::uint64_t> fences;  // The first eight bytes of each block's first entry.
    };

    static constexpr std::size_t block_entries = 128;
    static constexpr std::size_t runs_max = 8;

    Entry* slot(const Hash& id);
    void grow();
    Result<> spill();
    Result<> merge();
    Result<std::optional<ChunkPlace>> find_in(const Run& run, const Hash& id);
    class RunWriter;
    class RunReader;

    std::filesystem::path scratch_;
    std::size_t memory_entries_;
    std::vector<Entry> slots_;
    std::size_t used_ = 0;
    std::uint64_t size_ = 0;
    std::vector<Run> runs_;
    std::vector<Entry> block_;  // What find_in() read last.
};

}  // namespace primum::vault
