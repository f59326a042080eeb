// Files: reading with a limit, and publishing so that a reader sees the old or the new, never half.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::os {

// The whole file; fails with ErrorKind::malformed when it is longer than `size_bytes_max`.
// Works for files of /proc, whose size is not known beforehand.
Result<std::string> read_text(const std::filesystem::path& path, std::size_t size_bytes_max);

// Creates the directory and what is missing above it; the last one is private to its user (0700).
Result<> make_private_directory(const std::filesystem::path& path);

// Writes a temporary file beside `path`, flushes it, then renames it: durable on return.
// The file can be read by its owner alone (0600) unless `permissions` says otherwise.
Result<> publish(const std::filesystem::path& path, std::string_view content,
                 unsigned permissions = 0600);

// Makes the names inside a folder durable: new, removed and renamed ones.
Result<> sync_folder(const std::filesystem::path& folder);

// The running program, and the folder that holds it.
Result<std::filesystem::path> program_file();
Result<std::filesystem::path> program_directory();

}  // namespace primum::os
