#include "fixes/folder.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <vector>

#include "os/descriptor.h"
#include "os/file.h"
#include "os/open_file.h"
#include "os/system_error.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_bytes = 256UL * 1024;
constexpr unsigned permission_bits = 07777;

struct Names {
    const char* french;
    const char* english;
};

// A file's name may hold a patient's: only its folder is told.
Sentence doing(const Names& verb, const fs::path& path) {
    const auto folder = path.parent_path().string();
    return {fmt::format("{} dans {}", verb.french, folder),
            fmt::format("{} in {}", verb.english, folder)};
}

constexpr Names reading{"lire un fichier", "read a file"};
constexpr Names writing{"écrire un fichier", "write a file"};
constexpr Names erasing{"effacer un fichier", "erase a file"};

Error failed(const Names& verb, const fs::path& path) {
    return os::system_error(errno, doing(verb, path));
}

Error unfit(const fs::path& path) {
    return {ErrorKind::denied, join(doing(reading, path),
                                    {"ce n'est ni un fichier ordinaire, ni un dossier de ce disque",
                                     "it is neither an ordinary file nor a folder of this disk"})};
}

Error differs(const fs::path& path) {
    return {ErrorKind::corrupt, join(doing({"comparer un fichier", "compare a file"}, path),
                                     {"la copie n'est pas identique", "the copy is not the same"})};
}

Error too_large() {
    return {ErrorKind::denied, say("plus de {} fichiers, ou plus de {} dossiers l'un dans l'autre",
                                   "more than {} files, or more than {} folders in one another",
                                   folder_files_max, folder_depth_max)};
}

Result<struct stat> status_of(const fs::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return failed(reading, path);
    return status;
}

os::Descriptor open_to_read(const fs::path& path) {
    return os::Descriptor(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
}

// Up to a whole piece; less only at the end of the file.
Result<std::size_t> read_piece(const os::Descriptor& file, Bytes& piece, const fs::path& path) {
    return os::read_on(file, piece).or_error(doing(reading, path));
}

// Owners are kept where we may; times and permissions always.
Result<> keep_looks(int descriptor, const struct stat& status, const fs::path& path) {
    if (::fchown(descriptor, status.st_uid, status.st_gid) != 0 && errno != EPERM) {
        return failed(writing, path);
    }
    if (::fchmod(descriptor, status.st_mode & permission_bits) != 0) return failed(writing, path);
    const std::array<timespec, 2> times{status.st_atim, status.st_mtim};
    if (::futimens(descriptor, times.data()) != 0) return failed(writing, path);
    return {};
}

Result<> copy_file(const fs::path& from, const struct stat& status, const fs::path& to) {
    const auto source = open_to_read(from);
    if (!source.is_open()) return failed(reading, from);
    const os::Descriptor copy(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!copy.is_open()) return failed(writing, to);
    Bytes piece(piece_bytes);
    while (true) {
        const auto count = TRY(read_piece(source, piece, from));
        TRY(os::write_on(copy, BytesView(piece).first(count)).or_error(doing(writing, to)));
        if (count < piece.size()) break;
    }
    TRY(keep_looks(copy.number(), status, to));
    if (::fsync(copy.number()) != 0) return failed(writing, to);
    return {};
}

Result<> copy_link(const fs::path& from, const fs::path& to) {
    std::error_code failure;
    fs::copy_symlink(from, to, failure);
    if (failure) return os::system_error(failure.value(), doing(writing, to));
    return {};
}

Result<> copy_at(const fs::path& from, const fs::path& to, int depth) {
    if (depth > folder_depth_max) return too_large();
    const auto status = TRY(status_of(from));
    if (S_ISREG(status.st_mode)) return copy_file(from, status, to);
    if (S_ISLNK(status.st_mode)) return copy_link(from, to);
    if (!S_ISDIR(status.st_mode)) return unfit(from);
    if (::mkdir(to.c_str(), 0700) != 0) return failed(writing, to);
    for (const auto& entry : TRY(entries_of(from))) {
        TRY(copy_at(entry, to / entry.filename(), depth + 1));
    }
    const os::Descriptor opened(::open(to.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.is_open()) return failed(writing, to);
    TRY(keep_looks(opened.number(), status, to));
    if (::fsync(opened.number()) != 0) return failed(writing, to);
    return {};
}

Result<> compare_files(const fs::path& one, const fs::path& other) {
    const auto left = open_to_read(one);
    const auto right = open_to_read(other);
    if (!left.is_open() || !right.is_open()) return failed(reading, one);
    Bytes left_piece(piece_bytes);
    Bytes right_piece(piece_bytes);
    while (true) {
        const auto count = TRY(read_piece(left, left_piece, one));
        if (TRY(read_piece(right, right_piece, other)) != count) return differs(one);
        if (!std::equal(left_piece.begin(), left_piece.begin() + static_cast<std::ptrdiff_t>(count),
                        right_piece.begin())) {
            return differs(one);
        }
        if (count < left_piece.size()) return {};
    }
}

Result<> compare_at(const fs::path& one, const fs::path& other) {
    const auto left = TRY(status_of(one));
    const auto right = TRY(status_of(other));
    if ((left.st_mode & S_IFMT) != (right.st_mode & S_IFMT)) return differs(one);
    if (S_ISREG(left.st_mode)) return compare_files(one, other);
    if (S_ISLNK(left.st_mode)) {
        std::error_code failure;
        return fs::read_symlink(one, failure) == fs::read_symlink(other, failure) ? Result<>{}
                                                                                  : differs(one);
    }
    const auto entries = TRY(entries_of(one));
    if (TRY(entries_of(other)).size() != entries.size()) return differs(one);
    for (const auto& entry : entries) TRY(compare_at(entry, other / entry.filename()));
    return {};
}

enum class Manner { plain, overwritten };

Result<> overwrite(const fs::path& path, const struct stat& status) {
    // A file with a second name stands elsewhere too: its content is not ours to destroy.
    if (status.st_nlink > 1) return {};
    const os::Descriptor file(::open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!file.is_open()) return failed(erasing, path);
    const Bytes zeros(piece_bytes);
    for (auto left = static_cast<std::uint64_t>(status.st_size); left > 0;) {
        const auto count = std::min<std::uint64_t>(left, zeros.size());
        TRY(os::write_on(file, BytesView(zeros).first(count)).or_error(doing(erasing, path)));
        left -= count;
    }
    if (::fsync(file.number()) != 0) return failed(erasing, path);
    return {};
}

Result<> remove_at(const fs::path& path, Manner manner) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        return errno == ENOENT ? Result<>{} : failed(erasing, path);
    }
    if (S_ISDIR(status.st_mode)) {
        if (is_mount_point(path)) return unfit(path);
        for (const auto& entry : TRY(entries_of(path))) TRY(remove_at(entry, manner));
        if (::rmdir(path.c_str()) != 0) return failed(erasing, path);
        return {};
    }
    if (manner == Manner::overwritten && S_ISREG(status.st_mode)) TRY(overwrite(path, status));
    if (::unlink(path.c_str()) != 0) return failed(erasing, path);
    return {};
}

Result<> measure_at(const fs::path& path, dev_t disk, int depth, FolderSize& size) {
    const auto status = TRY(status_of(path));
    if (status.st_dev != disk || depth > folder_depth_max) return unfit(path);
    if (S_ISDIR(status.st_mode)) {
        ++size.folders;
        for (const auto& entry : TRY(entries_of(path))) {
            TRY(measure_at(entry, disk, depth + 1, size));
        }
        return {};
    }
    if (!S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode)) return unfit(path);
    if (++size.files > folder_files_max) return too_large();
    const auto bytes = static_cast<std::uint64_t>(status.st_size);
    size.bytes += bytes;
    size.largest_file_bytes = std::max(size.largest_file_bytes, bytes);
    return {};
}

// False with errno. Some file systems (FUSE) cannot refuse to replace by themselves.
bool rename_to_new(const fs::path& from, const fs::path& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
        return true;
    }
    struct stat status {};
    if (errno != EINVAL || ::lstat(to.c_str(), &status) == 0) return false;
    return ::rename(from.c_str(), to.c_str()) == 0;
}

Result<> sync_parent(const fs::path& path) { return os::sync_folder(path.parent_path()); }

}  // namespace

bool is_there(const fs::path& path) {
    std::error_code failure;
    return fs::exists(fs::symlink_status(path, failure));
}

bool is_below(const fs::path& path, const fs::path& folder) {
    const auto ends = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return ends.first == folder.end() && ends.second != path.end();
}

Result<std::vector<fs::path>> entries_of(const fs::path& folder) {
    std::error_code failure;
    std::vector<fs::path> entries;
    for (const auto& entry : fs::directory_iterator(folder, failure)) {
        entries.push_back(entry.path());
    }
    if (failure) return os::system_error(failure.value(), doing(reading, folder / "x"));
    std::ranges::sort(entries);
    return entries;
}

Result<FolderSize> measure_folder(const fs::path& folder) {
    FolderSize size;
    const auto status = TRY(status_of(folder));
    TRY(measure_at(folder, status.st_dev, 0, size));
    return size;
}

Result<> copy_whole(const fs::path& from, const fs::path& to) {
    TRY(copy_at(from, to, 0));
    return sync_parent(to);
}

Result<> compare_whole(const fs::path& one, const fs::path& other) {
    return compare_at(one, other);
}

Result<> erase_whole(const fs::path& path) { return remove_at(path, Manner::overwritten); }

Result<> remove_whole(const fs::path& path) { return remove_at(path, Manner::plain); }

Result<> move_whole(const fs::path& from, const fs::path& to) {
    std::error_code failure;
    fs::create_directories(to.parent_path(), failure);
    if (failure) return os::system_error(failure.value(), doing(writing, to));
    if (rename_to_new(from, to)) {
        TRY(sync_parent(to));
        return sync_parent(from);
    }
    if (errno != EXDEV) return failed(writing, to);
    // Another disk: the copy is whole under another name before it gets its own, and the old file
    // is erased only then.
    auto part = to;
    part += ".primum-part";
    TRY(remove_whole(part));
    TRY(copy_whole(from, part));
    TRY(compare_whole(from, part));
    if (::rename(part.c_str(), to.c_str()) != 0) return failed(writing, to);
    TRY(sync_parent(to));
    return erase_whole(from);
}

bool is_mount_point(const fs::path& folder) {
    struct stat here {};
    struct stat above {};
    if (::lstat(folder.c_str(), &here) != 0) return false;
    if (::lstat((folder / "..").c_str(), &above) != 0) return false;
    return here.st_dev != above.st_dev || here.st_ino == above.st_ino;
}

std::uint64_t folder_number(const fs::path& folder) {
    struct statx status {};
    constexpr unsigned wanted = STATX_INO | STATX_BTIME;
    if (::statx(AT_FDCWD, folder.c_str(), AT_SYMLINK_NOFOLLOW, wanted, &status) != 0) return 0;
    // A file system that keeps no birth leaves it zero.
    const auto birth = static_cast<std::uint64_t>(status.stx_btime.tv_sec) * 1'000'000'000 +
                       status.stx_btime.tv_nsec;
    constexpr std::uint64_t odd = 0x9E37'79B9'7F4A'7C15;  // Spreads it over all bits.
    return status.stx_ino ^ (birth * odd);
}

Result<std::uint64_t> free_bytes(const fs::path& path) {
    struct statvfs disk {};
    if (::statvfs(path.c_str(), &disk) != 0) return failed(reading, path / "x");
    return std::uint64_t{disk.f_bavail} * disk.f_frsize;
}

Result<std::uint64_t> file_bytes_max(const fs::path& path) {
    struct statfs disk {};
    if (::statfs(path.c_str(), &disk) != 0) return failed(reading, path / "x");
    return disk.f_type == MSDOS_SUPER_MAGIC ? fat_file_bytes_max : UINT64_MAX;
}

}  // namespace primum::fixes
