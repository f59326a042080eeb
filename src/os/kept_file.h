// KeptFile: a small file with all that makes it what it is, to change it and to put it back.
//
// Writing publishes a new file beside the old one and renames it: at any instant, also after a
// crash, the name leads to the old file or to the new one. Symbolic links are followed: what is
// replaced is what they lead to, never the link.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"

namespace primum::os {

constexpr std::size_t kept_file_bytes_max = 4UL * 1024 * 1024;

struct KeptFile {
    std::string content;
    unsigned permissions = 0644;  // The twelve bits of chmod(2).
    uid_t owner = 0;
    gid_t group = 0;

    bool operator==(const KeptFile&) const = default;
};

// Nothing when there is no such file; an Error when it could not be seen, is no ordinary file, or
// is longer than kept_file_bytes_max.
Result<std::optional<KeptFile>> read_kept_file(const std::filesystem::path& path);

// Durable on return. Makes the folders that are missing (0755).
Result<> write_kept_file(const std::filesystem::path& path, const KeptFile& file);

// Durable on return; a file that is not there is no error.
Result<> remove_kept_file(const std::filesystem::path& path);

// Removes what a write that was killed has left beside it.
Result<> sweep_kept_file(const std::filesystem::path& path);

// Whether this process could write or remove it: the folder is what counts.
bool may_change(const std::filesystem::path& path);

}  // namespace primum::os
