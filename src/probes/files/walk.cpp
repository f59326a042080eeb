#include "probes/files/walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "os/system_error.h"

namespace primum::probes::files {
namespace {

constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;
constexpr std::size_t names_bytes = 64UL * 1024;

Sentence looking() { return {"regarder", "look"}; }

// As the kernel writes it, getdents64(2).
struct KernelEntry {
    std::uint64_t inode;
    std::int64_t next;
    std::uint16_t length;
    std::uint8_t type;
    // The name follows, ended by a nought.
};
constexpr std::size_t name_offset = offsetof(KernelEntry, type) + 1;

// The owner alone may ask for no access times; others open without.
int open_without_access_time(int folder, const char* name, int flags) {
    const int file = ::openat(folder, name, flags | O_NOATIME);
    return file >= 0 || errno != EPERM ? file : ::openat(folder, name, flags);
}

int open_below(int root, const std::string& path) {
    open_how how{};
    how.flags = folder_flags | O_NOATIME;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    auto opened = ::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how);
    if (opened < 0 && errno == EPERM) {
        how.flags = folder_flags;
        opened = ::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how);
    }
    return static_cast<int>(opened);
}

bool is_dots(std::string_view name) { return name == "." || name == ".."; }

std::int64_t nanoseconds(const statx_timestamp& time) {
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

std::uint64_t device_of(const struct statx& status) {
    return static_cast<std::uint64_t>(status.stx_dev_major) << 32 | status.stx_dev_minor;
}

Result<struct statx> status_of(int folder, const char* name, int flags) {
    struct statx status {};
    constexpr unsigned wanted =
        STATX_TYPE | STATX_NLINK | STATX_INO | STATX_SIZE | STATX_MTIME | STATX_CTIME;
    if (::statx(folder, name, flags | AT_STATX_DONT_SYNC, wanted, &status) != 0) {
        return os::system_error(errno, looking());
    }
    return status;
}

WalkedFile to_file(std::shared_ptr<const Folder> folder, std::string_view name,
                   const struct statx& status) {
    return {.folder = std::move(folder),
            .name = std::string(name),
            .device = device_of(status),
            .inode = status.stx_ino,
            .size = status.stx_size,
            .modified_ns = nanoseconds(status.stx_mtime),
            .changed_ns = nanoseconds(status.stx_ctime),
            .encrypted = (status.stx_attributes & STATX_ATTR_ENCRYPTED) != 0};
}

// Calls `take(name, type)` for each entry; false when the folder could not be read to its end.
template <class Take>
bool for_each_entry(int folder, const Take& take) {
    alignas(KernelEntry) std::array<char, names_bytes> buffer{};
    while (true) {
        const auto count = ::syscall(SYS_getdents64, folder, buffer.data(), buffer.size());
        if (count <= 0) return count == 0;
        for (std::size_t at = 0; at < static_cast<std::size_t>(count);) {
            KernelEntry entry{};
            std::memcpy(&entry, buffer.data() + at, name_offset);
            const std::string_view name(buffer.data() + at + name_offset);
            if (!is_dots(name)) take(name, entry.type);
            at += entry.length;
        }
    }
}

}  // namespace

Result<> Walk::run(const std::filesystem::path& root, const WalkListener& listener) {
    const auto path = root == "/" ? std::string() : root.string();
    const auto status = TRY(status_of(AT_FDCWD, root.c_str(), 0));
    if (S_ISREG(status.stx_mode)) {
        const auto parent = root.parent_path();
        const int number = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (number < 0) return os::system_error(errno, looking());
        const auto folder = std::make_shared<const Folder>(
            Folder{parent == "/" ? std::string() : parent.string(), os::Descriptor(number)});
        listener.on_file(to_file(folder, root.filename().string(), status));
        return {};
    }
    const os::Descriptor top(
        open_without_access_time(AT_FDCWD, root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!top.is_open()) return os::system_error(errno, looking());
    device_ = device_of(status);
    pending_.push_back({".", path, 0});
    std::size_t folders = 0;
    while (!pending_.empty() && !stop_.requested()) {
        const auto place = std::move(pending_.back());
        pending_.pop_back();
        if (left_out_.contains(place.path)) continue;
        const auto folder = open(top, place);
        if (!folder) {
            listener.on_unreadable(place.path, folder.error());
            continue;
        }
        const auto own = status_of((*folder)->descriptor.number(), "", AT_EMPTY_PATH);
        if (own && device_of(*own) != device_) {
            listener.on_other_file_system(place.path);
            continue;
        }
        if (++folders > folders_max || place.depth > depth_max) {
            listener.on_unreadable(
                place.path, {ErrorKind::malformed, {"trop de dossiers", "too many folders"}});
            continue;
        }
        relative_ = place.relative;
        depth_ = place.depth;
        enter(*folder, listener);
    }
    return stop_.requested() ? Result<>(os::Stop::error()) : Result<>();
}

Result<std::shared_ptr<const Folder>> Walk::open(const os::Descriptor& root, const Pending& place) {
    const int number = open_below(root.number(), place.relative);
    if (number < 0) return os::system_error(errno, looking());
    return std::make_shared<const Folder>(Folder{place.path, os::Descriptor(number)});
}

void Walk::enter(const std::shared_ptr<const Folder>& folder, const WalkListener& listener) {
    const bool read_all =
        for_each_entry(folder->descriptor.number(), [&](std::string_view name, std::uint8_t type) {
            if (type == DT_DIR) {
                pending_.push_back({relative_ + "/" + std::string(name),
                                    folder->path + "/" + std::string(name), depth_ + 1});
            } else if (type == DT_REG || type == DT_UNKNOWN) {
                take(folder, name, listener);
            }
        });
    if (!read_all) listener.on_unreadable(folder->path, os::system_error(errno, looking()));
}

void Walk::take(const std::shared_ptr<const Folder>& folder, std::string_view name,
                const WalkListener& listener) {
    const std::string owned(name);
    const auto status = status_of(folder->descriptor.number(), owned.c_str(), AT_SYMLINK_NOFOLLOW);
    if (!status) {  // What vanished is not there.
        if (status.error().kind != ErrorKind::not_found) {
            listener.on_unreadable(folder->path, status.error());
        }
        return;
    }
    if (S_ISDIR(status->stx_mode)) {
        pending_.push_back({relative_ + "/" + owned, folder->path + "/" + owned, depth_ + 1});
        return;
    }
    if (!S_ISREG(status->stx_mode) || status->stx_size == 0) return;
    const auto device = device_of(*status);
    if (status->stx_nlink > 1 && !linked_.insert({device, status->stx_ino}).second) return;
    listener.on_file(to_file(folder, name, *status));
}

Result<os::Descriptor> open_file(const WalkedFile& file) {
    const int number =
        open_without_access_time(file.folder->descriptor.number(), file.name.c_str(),
                                 O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (number < 0) return os::system_error(errno, {"ouvrir le fichier", "open the file"});
    os::Descriptor opened(number);
    const auto status = TRY(status_of(number, "", AT_EMPTY_PATH));
    if (!S_ISREG(status.stx_mode)) {
        return Error{ErrorKind::not_found, {"ce n'est plus un fichier", "it is no longer a file"}};
    }
    return opened;
}

}  // namespace primum::probes::files
