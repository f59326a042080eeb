#include "vault/restore/target.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>

#include "base/hex.h"
#include "base/text.h"
#include "crypto/random.h"
#include "os/system_error.h"

namespace primum::vault {
namespace {

using os::Descriptor;

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
Result<> give_name(int folder, const std::string& temporary, const std::string& name,
                   Existing existing) {
    const unsigned flags = existing == Existing::keep ? RENAME_NOREPLACE : 0;
    if (::renameat2(folder, temporary.c_str(), folder, name.c_str(), flags) == 0) return {};
    if (errno == EINVAL && existing == Existing::keep) {  // A file system without this flag.
        if (::linkat(folder, temporary.c_str(), folder, name.c_str(), 0) == 0) {
            ::unlinkat(folder, temporary.c_str(), 0);
            return {};
        }
    }
    return errno == EEXIST ? already_there() : os::system_error(errno, restoring);
}

// Through /proc, so that a name is never followed.
bool apply_attributes(const std::string& path, const Metadata& metadata) {
    bool all = true;
    for (const auto& attribute : metadata.attributes) {
        all = ::lsetxattr(path.c_str(), attribute.name.c_str(), attribute.value.data(),
                          attribute.value.size(), 0) == 0 &&
              all;
    }
    return all;
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

Result<> make_node(int folder, const std::string& name, const Entry& entry) {
    const int failed = entry.kind == EntryKind::symlink
                           ? ::symlinkat(entry.target.c_str(), folder, name.c_str())
                           : ::mknodat(folder, name.c_str(), type_of(entry.kind) | 0600,
                                       makedev(static_cast<unsigned>(entry.major),
                                               static_cast<unsigned>(entry.minor)));
    if (failed != 0) return os::system_error(errno, restoring);
    return {};
}

}  // namespace

Result<TargetFolderPointer> make_target_folder(const TargetFolder& parent,
                                               const std::string& name) {
    const int at = parent.descriptor.number();
    if (::mkdirat(at, name.c_str(), 0700) != 0 && errno != EEXIST) {
        return os::system_error(errno, restoring);
    }
    auto folder = std::make_shared<TargetFolder>();
    folder->descriptor =
        Descriptor(::openat(at, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder->descriptor.is_open()) {
        return errno == ENOTDIR || errno == ELOOP ? already_there()
                                                  : os::system_error(errno, restoring);
    }
    folder->path = parent.path + "/" + name;
    return TargetFolderPointer(std::move(folder));
}

Result<bool> apply_metadata(int descriptor, const Metadata& metadata) {
    bool all = true;
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return os::system_error(errno, restoring);
    if (status.st_uid != metadata.user || status.st_gid != metadata.group) {
        all = ::fchown(descriptor, metadata.user, metadata.group) == 0;
    }
    for (const auto& attribute : metadata.attributes) {
        all = ::fsetxattr(descriptor, attribute.name.c_str(), attribute.value.data(),
                          attribute.value.size(), 0) == 0 &&
              all;
    }
    // After the owner, whose change takes setuid away. Without the owner, setuid would be
    // another's.
    const auto mode = all ? metadata.mode : metadata.mode & 0777U;
    if (::fchmod(descriptor, mode) != 0) return os::system_error(errno, restoring);
    const std::array times{timespec{.tv_sec = 0, .tv_nsec = UTIME_OMIT}, modified_at(metadata)};
    if (::futimens(descriptor, times.data()) != 0) return os::system_error(errno, restoring);
    return all;
}

Result<bool> make_special(const TargetFolder& folder, const Entry& entry, Existing existing) {
    const int at = folder.descriptor.number();
    const auto temporary = temporary_name();
    TRY(make_node(at, temporary, entry));
    bool all = ::fchownat(at, temporary.c_str(), entry.metadata.user, entry.metadata.group,
                          AT_SYMLINK_NOFOLLOW) == 0;
    all =
        apply_attributes(fmt::format("/proc/self/fd/{}/{}", at, temporary), entry.metadata) && all;
    if (entry.kind != EntryKind::symlink) {
        all = ::fchmodat(at, temporary.c_str(), entry.metadata.mode, 0) == 0 && all;
    }
    const std::array times{timespec{.tv_sec = 0, .tv_nsec = UTIME_OMIT},
                           modified_at(entry.metadata)};
    all = ::utimensat(at, temporary.c_str(), times.data(), AT_SYMLINK_NOFOLLOW) == 0 && all;
    const auto named = give_name(at, temporary, entry.name, existing);
    if (!named) {
        ::unlinkat(at, temporary.c_str(), 0);
        return named.error();
    }
    return all;
}

Result<> make_link(const TargetFolder& root, const std::string& first, const TargetFolder& folder,
                   const std::string& name, Existing existing) {
    const auto parts = split(first, '/');  // "", "srv", "a": the first part is the root.
    Descriptor at(::openat(root.descriptor.number(), ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (std::size_t i = 1; i + 1 < parts.size() && at.is_open(); ++i) {
        at = Descriptor(::openat(at.number(), std::string(parts[i]).c_str(),
                                 O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }
    const auto temporary = temporary_name();
    const int to = folder.descriptor.number();
    if (!at.is_open() ||
        ::linkat(at.number(), std::string(parts.back()).c_str(), to, temporary.c_str(), 0) != 0) {
        return os::system_error(errno, restoring);
    }
    auto named = give_name(to, temporary, name, existing);
    // Renaming onto another name of the same file does nothing: the temporary one stays.
    ::unlinkat(to, temporary.c_str(), 0);
    return named;
}

TargetFile::~TargetFile() {
    if (!unfinished_.empty()) ::unlinkat(folder_->descriptor.number(), unfinished_.c_str(), 0);
}

// A single write needs no second name, and most files are of that kind.
bool TargetFile::is_written_at_once() const {
    return existing_ == Existing::keep && entry_.extents.size() <= 1;
}

Result<int> TargetFile::open() {
    const std::lock_guard lock(mutex_);
    if (file_.is_open()) return file_.number();
    auto name = is_written_at_once() ? entry_.name : temporary_name();
    file_ = Descriptor(::openat(folder_->descriptor.number(), name.c_str(),
                                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file_.is_open()) {
        return errno == EEXIST ? already_there() : os::system_error(errno, restoring);
    }
    unfinished_ = std::move(name);
    return file_.number();
}

Result<> TargetFile::write(std::uint64_t offset, BytesView bytes) {
    const int file = TRY(open());
    while (!bytes.empty()) {
        const auto count = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return os::system_error(errno, restoring);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    return {};
}

Result<bool> TargetFile::finish() {
    const int file = TRY(open());
    // Holes at the end, and only there, are not made by writing behind them.
    const bool hole_at_end =
        !entry_.extents.empty() && entry_.extents.back().kind != Extent::Kind::chunk;
    if (hole_at_end && ::ftruncate(file, static_cast<off_t>(entry_.size)) != 0) {
        return os::system_error(errno, restoring);
    }
    const bool all = TRY(apply_metadata(file, entry_.metadata));
    if (::close(file_.release()) != 0) return os::system_error(errno, restoring);
    if (!is_written_at_once()) {
        TRY(give_name(folder_->descriptor.number(), unfinished_, entry_.name, existing_));
    }
    unfinished_.clear();
    return all;
}

}  // namespace primum::vault
