#include "vault/files/file_status.h"

#include <sys/sysmacros.h>
#include <sys/xattr.h>

#include <algorithm>
#include <array>
#include <cerrno>

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

// The names, each ended by a zero; empty when there are none or the system refuses.
template <class List>
std::string list_names(const List& list) {
    std::array<char, 1024> small;
    const auto size = list(small.data(), small.size());
    if (size >= 0) return {small.data(), static_cast<std::size_t>(size)};
    if (errno != ERANGE) return {};
    std::string names(xattr_value_bytes_max, '\0');
    const auto again = list(names.data(), names.size());
    names.resize(again < 0 ? 0 : static_cast<std::size_t>(again));
    return names;
}

// `list` and `get` are the system's calls with their first argument filled in.
template <class List, class Get>
std::vector<ExtendedAttribute> attributes_by(const List& list, const Get& get) {
    const auto names = list_names(list);
    std::vector<ExtendedAttribute> attributes;
    for (std::size_t begin = 0; begin < names.size();) {
        const std::string name(names.c_str() + begin);
        begin += name.size() + 1;
        std::string value(xattr_value_bytes_max, '\0');
        const auto length = get(name.c_str(), value.data(), value.size());
        if (length < 0 || name.size() > name_size_bytes_max) continue;
        value.resize(static_cast<std::size_t>(length));
        attributes.push_back({name, value});
    }
    std::ranges::sort(attributes, {}, &ExtendedAttribute::name);
    return attributes;
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

std::vector<ExtendedAttribute> attributes_of(int descriptor) {
    return attributes_by(
        [&](char* names, std::size_t size) { return ::flistxattr(descriptor, names, size); },
        [&](const char* name, char* value, std::size_t size) {
            return ::fgetxattr(descriptor, name, value, size);
        });
}

std::vector<ExtendedAttribute> attributes_of(int folder, const std::string& name) {
    const auto path = fmt::format("/proc/self/fd/{}/{}", folder, name);
    return attributes_by(
        [&](char* names, std::size_t size) { return ::llistxattr(path.c_str(), names, size); },
        [&](const char* attribute, char* value, std::size_t size) {
            return ::lgetxattr(path.c_str(), attribute, value, size);
        });
}

}  // namespace primum::vault
