// FileTree: the files of a system, seen from its root directory.
//
// The root is "/" for the running system; another directory for a disk that was mounted there or
// for a tree made by a test. In the latter case links that lead out of the tree are followed inside
// it, as after chroot(2). Nothing but directories and regular files is ever opened: a pipe in a
// person's folder must not stop an audit. Thread-safe: it holds no state but the path.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"

namespace primum::os {

class FileTree {
public:
    static constexpr std::size_t file_bytes_max = 1_MiB;         // Of a settings file.
    static constexpr std::size_t directory_entries_max = 20000;  // Of one directory.

    explicit FileTree(std::filesystem::path root = "/");

    const std::filesystem::path& root() const { return root_; }
    // The kernel that runs belongs to this tree: it may be asked too.
    bool is_running_system() const { return root_ == "/"; }

    // Paths are as inside the tree: "/etc/os-release".
    Result<std::string> read(const std::filesystem::path& path,
                             std::size_t size_bytes_max = file_bytes_max) const;
    // The same, and nothing where there is no such file. Any other error stays an error.
    Result<std::optional<std::string>> read_if_there(
        const std::filesystem::path& path, std::size_t size_bytes_max = file_bytes_max) const;
    // The first `bytes` of a file, or fewer where it is shorter.
    Result<std::string> read_beginning(const std::filesystem::path& path, std::size_t bytes) const;

    // Names in a directory, sorted, without "." and ".."; none where it does not exist.
    Result<std::vector<std::string>> list(const std::filesystem::path& path) const;

    // False also where a directory on the way cannot be searched: ask list() to tell them apart.
    bool exists(const std::filesystem::path& path) const;
    bool is_directory(const std::filesystem::path& path) const;
    std::optional<Time> modified_at(const std::filesystem::path& path) const;
    std::optional<std::uint64_t> size_of(const std::filesystem::path& path) const;
    // The file system encrypts this file or directory (ext4, f2fs: fscrypt); nothing where the
    // system does not say.
    std::optional<bool> is_encrypted(const std::filesystem::path& path) const;

    // Where the links in `path` lead, as a path inside the tree. Fails where something is missing.
    Result<std::filesystem::path> resolve(const std::filesystem::path& path) const;

private:
    std::filesystem::path root_;
};

}  // namespace primum::os
