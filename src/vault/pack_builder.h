// PackBuilder and SealedPack: chunks collected in memory, then sealed into one pack and opened
// again before anybody relies on it (V12).
//
// Chunks stand in the pack in an order drawn by lot (V1). Not thread-safe.
#pragma once

#include <vector>

#include "os/pages.h"
#include "vault/format/index_file.h"

namespace primum::vault {

// A sum that notices whatever bad memory does to bytes; no defence against people.
std::uint64_t quick_sum(BytesView bytes);

class SealedPack {
public:
    const Hash& name() const { return index_entry_.pack; }
    const IndexedPack& index_entry() const { return index_entry_; }
    std::span<const BytesView> parts() const { return parts_; }  // For Storage::put().

    // Opens the pack from its bytes, as a reader would, and compares with what was sealed:
    // ErrorKind::corrupt when a bit changed in memory since.
    Result<> verify(const PackAuthor& author) const;

private:
    friend class PackBuilder;
    struct Item {
        Hash id{};
        std::size_t offset = 0;  // In memory_.
        std::size_t size = 0;    // Plain; stored it has a tag more.
        std::uint64_t sum = 0;
    };

    SealedPack(os::Pages memory, std::vector<Item> items, PackRandomness randomness)
        : memory_(std::move(memory)),
          items_(std::move(items)),
          randomness_(std::move(randomness)) {}

    os::Pages memory_;
    std::vector<Item> items_;
    PackRandomness randomness_;
    crypto::Suite suite_ = crypto::Suite::none;
    Bytes head_;
    std::vector<BytesView> parts_;
    IndexedPack index_entry_;
};

class PackBuilder {
public:
    static constexpr std::size_t size_bytes_max = 16_MiB;

    PackBuilder() : memory_(size_bytes_max) {}

    bool has_room_for(std::size_t plain_size) const;
    bool is_empty() const { return items_.empty(); }
    std::size_t size_bytes() const { return used_; }
    // `plain` is a chunk as encode_chunk() made it, `sum` its quick_sum() at that moment.
    // Requires has_room_for(plain.size()).
    void add(const Hash& id, BytesView plain, std::uint64_t sum);

    // Consumes the builder. Requires that it is not empty.
    Result<SealedPack> seal(const PackAuthor& author, crypto::Suite suite) &&;

private:
    os::Pages memory_;
    std::size_t used_ = 0;
    std::vector<SealedPack::Item> items_;
};

}  // namespace primum::vault
