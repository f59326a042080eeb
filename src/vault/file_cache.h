// The local cache: what the last backup of the same paths saw, so that a file that did not change
// costs one look at its status.
//
// It is a stream of entries in the order of the walk, sealed under a key of this installation: it
// holds names. Losing it, or a byte of it, costs time only. Not thread-safe.
#pragma once

#include <filesystem>
#include <optional>

#include "crypto/aead.h"
#include "os/descriptor.h"
#include "vault/files/file_status.h"

namespace primum::vault {

struct CachedEntry {
    Entry entry;
    FileStamp stamp;       // Of files; of others only partly used.
    bool settled = false;  // Old enough when it was read that a later change shows in the stamp.
    std::uint64_t content_hash = 0;  // Keyed, of a small file: to see that only its times changed.
    Bytes notes;                     // What vault/health.h wants to remember of it.
};

class CacheWriter {
public:
    // Writes beside `path` until commit().
    static Result<CacheWriter> create(std::filesystem::path path, const crypto::Secret32& key);

    Result<> append(const CachedEntry& cached);
    // Puts the new cache in the place of the old one. The chunks that it names are stored, as long
    // as the repository's fingerprint is this one.
    Result<> commit(const Hash& fingerprint);

private:
    CacheWriter(std::filesystem::path path, os::Descriptor file, crypto::SymmetricKey key)
        : path_(std::move(path)), file_(std::move(file)), key_(std::move(key)) {}
    Result<> flush();

    std::filesystem::path path_;
    os::Descriptor file_;
    crypto::SymmetricKey key_;
    Writer buffer_;
    LastChunk last_;
    std::uint64_t segments_ = 0;
};

class CacheReader {
public:
    // An empty cache when there is none, or when it cannot be read.
    CacheReader(const std::filesystem::path& path, const crypto::Secret32& key);

    bool is_empty() const { return !key_; }
    const Hash& fingerprint() const { return fingerprint_; }

    // The entry where the cache stands, or null after the last.
    const CachedEntry* current();
    void advance();
    // Passes over the current entry; over all that it holds, when it is a folder.
    void skip();

private:
    bool open(const std::filesystem::path& path, const crypto::Secret32& key);
    bool read_segment();
    void end() { key_.reset(); }

    os::Descriptor file_;
    std::optional<crypto::SymmetricKey> key_;
    Hash fingerprint_{};
    Bytes segment_;
    std::size_t position_ = 0;
    std::uint64_t segments_ = 0;
    LastChunk last_;
    std::optional<CachedEntry> current_;
};

}  // namespace primum::vault
