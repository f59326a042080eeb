#include "os/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>

#include "os/open_file.h"

namespace primum::os {
namespace {

constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

struct DirectoryCloser {
    void operator()(DIR* directory) const { ::closedir(directory); }
};

}  // namespace

Attempt<Folder> Folder::open(const std::filesystem::path& path) {
    Descriptor opened(::open(path.c_str(), folder_flags));
    if (!opened.is_open()) return Refusal{errno};
    return Folder(std::move(opened));
}

Attempt<Descriptor> Folder::opened(const std::string& name, int flags, unsigned permissions) const {
    Descriptor file(::openat(descriptor_.number(), name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC,
                             static_cast<mode_t>(permissions)));
    if (!file.is_open()) return Refusal{errno};
    return file;
}

Attempt<Folder> Folder::folder(const std::string& name) const {
    auto inner = opened(name, folder_flags);
    if (!inner) return Refusal{inner.refusal()};
    return Folder(std::move(*inner));
}

Attempt<Folder> Folder::passage(const std::string& name) const {
    auto inner = opened(name, O_PATH | O_DIRECTORY);
    if (!inner) return Refusal{inner.refusal()};
    return Folder(std::move(*inner));
}

Attempt<std::vector<std::string>> Folder::names() const {
    // A position of its own: two may list at once.
    auto copy = opened(".", folder_flags);
    if (!copy) return Refusal{copy.refusal()};
    const std::unique_ptr<DIR, DirectoryCloser> directory(::fdopendir(copy->number()));
    if (!directory) return Refusal{errno};
    copy->release();
    std::vector<std::string> names;
    while (true) {
        errno = 0;
        const auto* entry =
            ::readdir(directory.get());  // NOLINT(concurrency-mt-unsafe): ours alone
        if (entry == nullptr) break;
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") names.emplace_back(name);
    }
    if (errno != 0) return Refusal{errno};
    std::ranges::sort(names);
    return names;
}

Attempt<struct stat> Folder::status(const std::string& name) const {
    struct stat status {};
    if (::fstatat(descriptor_.number(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return Refusal{errno};
    }
    return status;
}

Attempt<std::string> Folder::symlink_target(const std::string& name, std::size_t bytes_max) const {
    std::string target(bytes_max, '\0');
    const auto length =
        ::readlinkat(descriptor_.number(), name.c_str(), target.data(), target.size());
    if (length < 0) return Refusal{errno};
    target.resize(static_cast<std::size_t>(length));
    return target;
}

Attempt<Descriptor> Folder::file(const std::string& name) const {
    constexpr int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY;
    auto file = opened(name, flags | O_NOATIME);
    // Only its owner may ask for no access time.
    if (file.refusal() == EPERM) return opened(name, flags);
    return file;
}

Attempt<Descriptor> Folder::new_file(const std::string& name, unsigned permissions) const {
    return opened(name, O_WRONLY | O_CREAT | O_EXCL, permissions);
}

Attempt<> Folder::make_folder(const std::string& name) const {
    return done_or_refused(::mkdirat(descriptor_.number(), name.c_str(), 0700));
}

Attempt<> Folder::make_symlink(const std::string& name, const std::string& target) const {
    return done_or_refused(::symlinkat(target.c_str(), descriptor_.number(), name.c_str()));
}

Attempt<> Folder::make_node(const std::string& name, unsigned mode, std::uint64_t device) const {
    return done_or_refused(::mknodat(descriptor_.number(), name.c_str(), mode, device));
}

Attempt<> Folder::make_link(const std::string& name, const Folder& folder,
                            const std::string& other) const {
    return done_or_refused(::linkat(folder.descriptor_.number(), other.c_str(),
                                    descriptor_.number(), name.c_str(), 0));
}

Attempt<> Folder::rename_to_new(const std::string& from, const std::string& to) const {
    const int at = descriptor_.number();
    if (::renameat2(at, from.c_str(), at, to.c_str(), RENAME_NOREPLACE) == 0) return {};
    if (errno != EINVAL && errno != ENOSYS) return Refusal{errno};
    // File systems without that flag (NFS) have links; one without both is no place for us.
    if (::linkat(at, from.c_str(), at, to.c_str(), 0) != 0) return Refusal{errno};
    ::unlinkat(at, from.c_str(), 0);
    return {};
}

Attempt<> Folder::rename_over(const std::string& from, const std::string& to) const {
    const int at = descriptor_.number();
    return done_or_refused(::renameat(at, from.c_str(), at, to.c_str()));
}

Attempt<> Folder::remove_file(const std::string& name) const {
    return done_or_refused(::unlinkat(descriptor_.number(), name.c_str(), 0));
}

Attempt<> Folder::set_owner(const std::string& name, std::uint32_t user,
                            std::uint32_t group) const {
    return done_or_refused(
        ::fchownat(descriptor_.number(), name.c_str(), user, group, AT_SYMLINK_NOFOLLOW));
}

Attempt<> Folder::set_modified(const std::string& name, const timespec& time) const {
    const std::array times{timespec{.tv_sec = 0, .tv_nsec = UTIME_OMIT}, time};
    return done_or_refused(
        ::utimensat(descriptor_.number(), name.c_str(), times.data(), AT_SYMLINK_NOFOLLOW));
}

Attempt<> Folder::set_permissions(const std::string& name, std::uint32_t permissions) const {
    return done_or_refused(::fchmodat(descriptor_.number(), name.c_str(), permissions, 0));
}

Attempt<> Folder::flush() const {
    const auto flushed = os::flush(descriptor_);
    return flushed.refusal() == EINVAL ? Attempt<>() : flushed;
}

Attempt<std::uint64_t> Folder::free_bytes() const {
    struct statvfs status {};
    if (::fstatvfs(descriptor_.number(), &status) != 0) return Refusal{errno};
    return std::uint64_t{status.f_bavail} * status.f_frsize;
}

bool Folder::is_made_by_the_kernel() const {
    struct statfs status {};
    if (::fstatfs(descriptor_.number(), &status) != 0) return false;
    constexpr std::array<unsigned long, 12> kinds{
        PROC_SUPER_MAGIC,    SYSFS_MAGIC,    DEBUGFS_MAGIC,    TRACEFS_MAGIC,
        CGROUP_SUPER_MAGIC,  BPF_FS_MAGIC,   SECURITYFS_MAGIC, DEVPTS_SUPER_MAGIC,
        CGROUP2_SUPER_MAGIC, PSTOREFS_MAGIC, EFIVARFS_MAGIC,   BINFMTFS_MAGIC};
    return std::ranges::find(kinds, static_cast<unsigned long>(status.f_type)) != kinds.end();
}

}  // namespace primum::os
