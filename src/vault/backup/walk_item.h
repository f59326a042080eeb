// WalkItem: one entry on its way from the walk to the tree.
//
// The walk makes them in order; workers read the contents of those that changed, in any order; they
// leave in the order in which they came.
#pragma once

#include <memory>
#include <optional>

#include "base/result.h"
#include "content/file_shape.h"
#include "os/folder.h"
#include "vault/file_cache.h"
#include "vault/health.h"

namespace primum::vault {

struct OpenFolder {
    os::Folder folder;
    std::string path;  // Absolute, without a slash at its end; "" is the root.
    std::uint64_t device = 0;
};

struct WalkItem {
    CachedEntry now;
    content::FileShape shape;                        // Of a file.
    std::optional<content::FileShape> shape_before;  // Of the same file in the backup before,
    std::vector<Extent> extents_before;              // and where its content stands,
    std::uint64_t content_hash_before = 0;           // and what is compared with it.
    std::optional<FolderCensus> census_before;       // Of a folder, at its end.
    bool to_read = false;                            // Its content was or is to be read.
    bool changed = false;                            // It is not as it was in the backup before.

    // Shared by the items of a folder, which finish in any order and on several threads; null when
    // there is nothing to read.
    std::shared_ptr<const OpenFolder> folder;

    bool first_of_folder = false;  // In the queue, of those that hold this folder open.

    bool vanished = false;         // Was there when the folder was listed, and is gone.
    std::optional<Error> failure;  // Why it could not be read; then it is kept as unreadable.
    int failure_number = 0;        // errno
    bool ready = false;            // Guarded by the mutex of the BackupPool.
};

}  // namespace primum::vault
