// PackScan: reads a pack from its storage piece by piece and hashes it on the way, so that memory
// holds a chunk and not a pack. Belongs to one thread.
#pragma once

#include "crypto/hash.h"
#include "vault/format/pack.h"
#include "vault/storage/storage.h"

namespace primum::vault {

class PackScan {
public:
    // `storage` is borrowed; `size_bytes` is what it lists.
    PackScan(Storage& storage, const ObjectName& name, std::uint64_t size_bytes)
        : storage_(storage), name_(name), size_bytes_(size_bytes) {}

    // What stands before the chunks; call it first, or not at all.
    Result<PackHead> head();
    // The bytes that follow, valid until the next call.
    Result<BytesView> next(std::size_t size_bytes);
    bool at_end() const { return offset_ == size_bytes_; }

    // Reads what is left. ErrorKind::corrupt unless the whole has its name.
    Result<> finish();

private:
    Storage& storage_;
    const ObjectName name_;
    const std::uint64_t size_bytes_;
    std::uint64_t offset_ = 0;
    crypto::Sha256 hash_;
    Bytes head_;
    Bytes buffer_;
};

}  // namespace primum::vault
