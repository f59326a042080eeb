// RepositoryConfig: which repository this is, and who its first readers are. §5 of the format.
#pragma once

#include <vector>

#include "base/time.h"
#include "vault/reading_key.h"

namespace primum::vault {

struct NamedReader {
    ReaderPublic reader;
    std::string label;  // "lecture 1", "Dr Martin"

    bool operator==(const NamedReader&) const = default;
};

struct RepositoryConfig {
    Id16 repository{};
    Time created;
    std::vector<NamedReader> readers;

    bool operator==(const RepositoryConfig&) const = default;
};

// Signed by every first reader; `keys` are theirs, in the order of config.readers.
Bytes write_config(const RepositoryConfig& config, std::span<const ReadingKey> keys);
// Verifies all signatures, which shows that the file is whole; that its readers are the practice's
// is known by who holds one of their keys.
Result<RepositoryConfig> read_config(BytesView file);

}  // namespace primum::vault
