// The file of a store, before SQLite touches it: is it ours, and how is a new one made.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace primum::store {

// Succeeds when the file at `path` is a store that this program can read. Reads its first 100 bytes
// and nothing more. ErrorKind::not_found when there is no file; usage when it is not a store or
// comes from a newer version.
Result<> check_header(const std::filesystem::path& path);

// Makes an empty store at `path` (0600; its folder, when missing, 0700). It appears there whole: it
// is made under another name first. A store that appeared meanwhile is kept, not replaced.
Result<> create_file(const std::filesystem::path& path);

Error newer_version(const std::filesystem::path& path, std::int64_t version);

}  // namespace primum::store
