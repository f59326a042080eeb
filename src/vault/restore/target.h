// TargetFolder and TargetFile: what a restore makes below its target. Everything is opened relative
// to an open folder, and symlinks are never followed.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "os/folder.h"
#include "vault/format/tree.h"

namespace primum::vault {

struct TargetFolder {
    os::Folder folder;
    std::string path;  // As it was, absolute; "" is the root.
};
// Shared by the files of a folder, which finish in any order and on several threads.
using TargetFolderPointer = std::shared_ptr<const TargetFolder>;

enum class Existing { keep, replace };

// Makes the folder, or takes the one that is there.
Result<TargetFolderPointer> make_target_folder(const TargetFolder& parent, const std::string& name);

// Gives owner, attributes, mode and times to what is open; false when the owner or an attribute was
// refused, as it is to who is not root.
Result<bool> apply_metadata(const os::Descriptor& file, const Metadata& metadata);

// A symlink, pipe, socket or device; what is said of apply_metadata() holds.
Result<bool> make_special(const TargetFolder& target, const Entry& entry, Existing existing);

// A second name for what `first` names below `root`.
Result<> make_link(const TargetFolder& root, const std::string& first, const TargetFolder& folder,
                   const std::string& name, Existing existing);

// A file that is being put back, in pieces from several threads. One of several pieces gets its
// name only when it is whole: until then it has a temporary one. What was not finished goes away
// with this object.
class TargetFile {
public:
    TargetFile(TargetFolderPointer folder, Entry entry, Existing existing)
        : folder_(std::move(folder)), entry_(std::move(entry)), existing_(existing) {}
    ~TargetFile();
    TargetFile(const TargetFile&) = delete;
    TargetFile& operator=(const TargetFile&) = delete;

    const Entry& entry() const { return entry_; }
    std::string path() const { return folder_->path + "/" + entry_.name; }

    // Thread-safe.
    Result<> write(std::uint64_t offset, BytesView bytes);
    // Metadata, then the name. Call it once, after the last write; as apply_metadata().
    Result<bool> finish();

    // Pieces that were planned and not yet written, for who counts them.
    std::atomic<std::size_t> pieces_left = 1;
    std::atomic<bool> failed = false;

private:
    Result<> open();
    bool is_written_at_once() const;

    const TargetFolderPointer folder_;
    const Entry entry_;
    const Existing existing_;
    std::mutex mutex_;
    os::Descriptor file_;
    std::string unfinished_;  // The name of what goes away if it is not finished.
};

}  // namespace primum::vault
