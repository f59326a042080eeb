// Records: what a reader did to the repository (forget, condemn, reindex, erase), signed. §12.
#pragma once

#include <variant>
#include <vector>

#include "base/time.h"
#include "vault/reading_key.h"

namespace primum::vault {

constexpr std::uint64_t record_size_bytes_max = 1_MiB;

struct ForgetRecord {
    struct Item {
        Id16 computer{};
        std::uint64_t sequence = 0;
        Hash snapshot{};
        bool operator==(const Item&) const = default;
    };
    std::vector<Item> snapshots;
    bool operator==(const ForgetRecord&) const = default;
};

struct CondemnRecord {
    struct Item {
        Id16 computer{};
        Hash pack{};
        bool operator==(const Item&) const = default;
    };
    Time not_before;
    std::vector<Item> packs;
    bool operator==(const CondemnRecord&) const = default;
};

struct ReindexRecord {
    Id16 computer{};
    std::vector<Hash> old_indexes;
    Hash new_index{};
    bool operator==(const ReindexRecord&) const = default;
};

struct EraseRecord {
    struct Item {
        Hash amended{};
        Hash replacement{};
        bool operator==(const Item&) const = default;
    };
    std::uint64_t files = 0;
    std::vector<Item> snapshots;
    bool operator==(const EraseRecord&) const = default;
};

struct Record {
    Id16 repository{};
    Id16 reader{};
    std::uint64_t sequence = 0;  // 1 for the first of a reader.
    Hash previous{};
    Time made;
    std::variant<ForgetRecord, CondemnRecord, ReindexRecord, EraseRecord> body;

    bool operator==(const Record&) const = default;
};

Bytes write_record(const Record& record, const ReadingKey& key);
// Checks the signature against the one of `readers` that the record names: ErrorKind::denied when
// there is none.
Result<Record> read_record(BytesView file, std::span<const ReaderPublic> readers);

}  // namespace primum::vault
