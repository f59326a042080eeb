// What the system says of a file, as the vault keeps it.
#pragma once

#include <sys/stat.h>

#include "vault/format/tree.h"

namespace primum::vault {

// Enough to tell that a file was not touched: any change of content or metadata moves ctime.
struct FileStamp {
    std::uint64_t size = 0;
    std::int64_t modified_seconds = 0;
    std::uint32_t modified_nanoseconds = 0;
    std::int64_t changed_seconds = 0;
    std::uint32_t changed_nanoseconds = 0;
    std::uint64_t inode = 0;
    std::uint64_t device = 0;

    bool operator==(const FileStamp&) const = default;
};
FileStamp stamp_of(const struct stat& status);

// Kind, name, metadata but for extended attributes, link group, device numbers, size.
Entry entry_of(std::string_view name, const struct stat& status);

}  // namespace primum::vault
