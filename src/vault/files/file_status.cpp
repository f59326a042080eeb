#include "vault/files/file_status.h"

#include <sys/sysmacros.h>

namespace primum::vault {
namespace {

EntryKind kind_of(mode_t mode) {
    switch (mode & S_IFMT) {
        case S_IFDIR:
            return EntryKind::folder;
        case S_IFLNK:
            return EntryKind::symlink;
        case S_IFIFO:
            return EntryKind::fifo;
        case S_IFSOCK:
            return EntryKind::socket;
        case S_IFCHR:
            return EntryKind::character_device;
        case S_IFBLK:
            return EntryKind::block_device;
        default:
            return EntryKind::file;
    }
}

}  // namespace

FileStamp stamp_of(const struct stat& status) {
    return {.size = static_cast<std::uint64_t>(status.st_size),
            .modified_seconds = status.st_mtim.tv_sec,
            .modified_nanoseconds = static_cast<std::uint32_t>(status.st_mtim.tv_nsec),
            .changed_seconds = status.st_ctim.tv_sec,
            .changed_nanoseconds = static_cast<std::uint32_t>(status.st_ctim.tv_nsec),
            .inode = status.st_ino,
            .device = status.st_dev};
}

Entry entry_of(std::string_view name, const struct stat& status) {
    Entry entry{.kind = kind_of(status.st_mode), .name = std::string(name)};
    entry.metadata.mode = status.st_mode & 07777;
    entry.metadata.user = status.st_uid;
    entry.metadata.group = status.st_gid;
    entry.metadata.modified_seconds = status.st_mtim.tv_sec;
    entry.metadata.modified_nanoseconds = static_cast<std::uint32_t>(status.st_mtim.tv_nsec);
    if (entry.kind == EntryKind::folder) return entry;
    if (status.st_nlink > 1) entry.link = LinkGroup{status.st_dev, status.st_ino};
    if (entry.kind == EntryKind::character_device || entry.kind == EntryKind::block_device) {
        entry.major = major(status.st_rdev);
        entry.minor = minor(status.st_rdev);
    }
    if (entry.kind == EntryKind::file) entry.size = static_cast<std::uint64_t>(status.st_size);
    return entry;
}

}  // namespace primum::vault
