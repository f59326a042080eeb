#include "vault/restore/target.h"

#include <sys/sysmacros.h>

#include <cerrno>

#include "base/hex.h"
#include "base/text.h"
#include "crypto/random.h"
#include "os/open_file.h"

namespace primum::vault {
namespace {

const Sentence restoring{"restaurer", "restore"};

Error already_there() {
    return {ErrorKind::usage,
            {"il y a déjà quelque chose à cet endroit (--overwrite le remplace)",
             "something is already there (--overwrite replaces it)"}};
}

std::string temporary_name() { return ".primum-restore-" + hex_of(crypto::random_bytes<8>()); }

timespec modified_at(const Metadata& metadata) {
    timespec time{};
    time.tv_sec = metadata.modified_seconds;
    time.tv_nsec = metadata.modified_nanoseconds;
    return time;
}

// Moves `temporary` to its name; never over something that is there unless that is wanted.
Result<> give_name(const os::Folder& folder, const std::string& temporary, const std::string& name,
                   Existing existing) {
    const auto named = existing == Existing::keep ? folder.rename_to_new(temporary, name)
                                                  : folder.rename_over(temporary, name);
    return named.refusal() == EEXIST ? already_there() : named.or_error(restoring);
}

mode_t type_of(EntryKind kind) {
    switch (kind) {
        case EntryKind::fifo:
            return S_IFIFO;
        case EntryKind::socket:
            return S_IFSOCK;
        case EntryKind::character_device:
            return S_IFCHR;
        default:
            return S_IFBLK;
    }
}

Result<> make_node(const os::Folder& folder, const std::string& name, const Entry& entry) {
    if (entry.kind == EntryKind::symlink) {
        return folder.make_symlink(name, entry.target).or_error(restoring);
    }
    const auto device =
        makedev(static_cast<unsigned>(entry.major), static_cast<unsigned>(entry.minor));
    return folder.make_node(name, type_of(entry.kind) | 0600, device).or_error(restoring);
}

}  // namespace

Result<TargetFolderPointer> make_target_folder(const TargetFolder& parent,
                                               const std::string& name) {
    const auto made = parent.folder.make_folder(name);
    if (!made && made.refusal() != EEXIST) return os::system_error(made.refusal(), restoring);
    auto opened = parent.folder.folder(name);
    if (opened.refusal() == ENOTDIR || opened.refusal() == ELOOP) return already_there();
    auto folder = std::make_shared<TargetFolder>();
    folder->folder = TRY(std::move(opened).or_error(restoring));
    folder->path = parent.path + "/" + name;
    return TargetFolderPointer(std::move(folder));
}

Result<bool> apply_metadata(const os::Descriptor& file, const Metadata& metadata) {
    bool all = true;
    const auto status = TRY(os::status_of(file).or_error(restoring));
    if (status.st_uid != metadata.user || status.st_gid != metadata.group) {
        all = bool(os::set_owner(file, metadata.user, metadata.group));
    }
    all = os::set_attributes(file, metadata.attributes) && all;
    // After the owner, whose change takes setuid away. Without the owner, setuid would be
    // another's.
    const auto mode = all ? metadata.mode : metadata.mode & 0777U;
    TRY(os::set_permissions(file, mode).or_error(restoring));
    TRY(os::set_modified(file, modified_at(metadata)).or_error(restoring));
    return all;
}

Result<bool> make_special(const TargetFolder& target, const Entry& entry, Existing existing) {
    const auto& folder = target.folder;
    const auto& metadata = entry.metadata;
    const auto temporary = temporary_name();
    TRY(make_node(folder, temporary, entry));
    bool all = bool(folder.set_owner(temporary, metadata.user, metadata.group));
    all = os::set_attributes(folder, temporary, metadata.attributes) && all;
    if (entry.kind != EntryKind::symlink) {
        all = folder.set_permissions(temporary, metadata.mode) && all;
    }
    all = folder.set_modified(temporary, modified_at(metadata)) && all;
    const auto named = give_name(folder, temporary, entry.name, existing);
    if (!named) {
        (void)folder.remove_file(temporary);
        return named.error();
    }
    return all;
}

Result<> make_link(const TargetFolder& root, const std::string& first, const TargetFolder& folder,
                   const std::string& name, Existing existing) {
    const auto parts = split(first, '/');  // "", "srv", "a": the first part is the root.
    auto at = TRY(root.folder.passage(".").or_error(restoring));
    for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
        at = TRY(at.passage(std::string(parts[i])).or_error(restoring));
    }
    const auto temporary = temporary_name();
    TRY(folder.folder.make_link(temporary, at, std::string(parts.back())).or_error(restoring));
    auto named = give_name(folder.folder, temporary, name, existing);
    // Renaming onto another name of the same file does nothing: the temporary one stays.
    (void)folder.folder.remove_file(temporary);
    return named;
}

TargetFile::~TargetFile() {
    if (!unfinished_.empty()) (void)folder_->folder.remove_file(unfinished_);
}

// A single write needs no second name, and most files are of that kind.
bool TargetFile::is_written_at_once() const {
    return existing_ == Existing::keep && entry_.extents.size() <= 1;
}

Result<> TargetFile::open() {
    const std::lock_guard lock(mutex_);
    if (file_.is_open()) return {};
    auto name = is_written_at_once() ? entry_.name : temporary_name();
    auto file = folder_->folder.new_file(name, 0600);
    if (file.refusal() == EEXIST) return already_there();
    file_ = TRY(std::move(file).or_error(restoring));
    unfinished_ = std::move(name);
    return {};
}

Result<> TargetFile::write(std::uint64_t offset, BytesView bytes) {
    TRY(open());
    return os::write_at(file_, offset, bytes).or_error(restoring);
}

Result<bool> TargetFile::finish() {
    TRY(open());
    // Holes at the end, and only there, are not made by writing behind them.
    const bool hole_at_end =
        !entry_.extents.empty() && entry_.extents.back().kind != Extent::Kind::chunk;
    if (hole_at_end) TRY(os::resize(file_, entry_.size).or_error(restoring));
    const bool all = TRY(apply_metadata(file_, entry_.metadata));
    TRY(os::close(std::move(file_)).or_error(restoring));
    if (!is_written_at_once()) {
        TRY(give_name(folder_->folder, unfinished_, entry_.name, existing_));
    }
    unfinished_.clear();
    return all;
}

}  // namespace primum::vault
