#include "vault/storage/folder_storage.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "base/hex.h"
#include "crypto/random.h"
#include "os/system_error.h"

namespace primum::vault {
namespace {

using os::Descriptor;

constexpr std::string_view temporary_suffix = ".tmp";
constexpr auto temporary_age_max = std::chrono::hours(24);
constexpr std::size_t parts_in_one_write_max = 64;
constexpr std::size_t compared_bytes_max = 1_MiB;

Sentence doing(const char* french, const char* english, const std::string& path) {
    return {std::string(french) + " " + path, std::string(english) + " " + path};
}

// Writes all parts one after the other, in few calls.
Result<> write_parts(int file, std::span<const BytesView> parts, const Sentence& what) {
    std::array<iovec, parts_in_one_write_max> pieces;
    std::size_t next = 0;
    std::size_t skip = 0;  // Of the part `next`, already written.
    while (next < parts.size()) {
        std::size_t count = 0;
        for (; count < pieces.size() && next + count < parts.size(); ++count) {
            const auto part = parts[next + count].subspan(count == 0 ? skip : 0);
            pieces[count] = {const_cast<std::byte*>(part.data()), part.size()};
        }
        const auto written = ::writev(file, pieces.data(), static_cast<int>(count));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return os::system_error(errno, what);
        skip += static_cast<std::size_t>(written);
        while (next < parts.size() && skip >= parts[next].size()) skip -= parts[next++].size();
    }
    return {};
}

// Stops at the file's end: the number of bytes read.
Result<std::size_t> read_at(int file, std::uint64_t offset, std::span<std::byte> output,
                            const Sentence& what) {
    std::size_t done = 0;
    while (done < output.size()) {
        const auto count = ::pread(file, output.data() + done, output.size() - done,
                                   static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return os::system_error(errno, what);
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

// The name of an object or of a computer's folder: so many digits in lower case.
template <std::size_t length>
std::optional<std::array<std::byte, length>> parse_name(std::string_view name) {
    if (name.size() != 2 * length) return std::nullopt;
    const auto parsed = array_from_hex<length>(name);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

struct DirectoryCloser {
    void operator()(DIR* directory) const { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, DirectoryCloser>;

// Null when it is not there.
Result<Directory> open_directory_at(int root, const std::string& path) {
    const Sentence what = doing("lister", "list", path);
    Descriptor opened(
        ::openat(root, path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.is_open() && errno == ENOENT) return Directory();
    if (!opened.is_open()) return os::system_error(errno, what);
    Directory directory(::fdopendir(opened.number()));
    if (!directory) return os::system_error(errno, what);
    opened.release();
    return directory;
}

// Calls `take` with each entry's name.
template <class Take>
Result<> for_each_name(DIR* directory, const std::string& path, const Take& take) {
    while (true) {
        errno = 0;
        const auto* entry = ::readdir(directory);  // NOLINT(concurrency-mt-unsafe): own stream.
        if (entry == nullptr) break;
        TRY(take(std::string_view(entry->d_name)));
    }
    if (errno != 0) return os::system_error(errno, doing("lister", "list", path));
    return {};
}

Result<> flush_folder(int root, const std::string& path) {
    const Descriptor opened(
        ::openat(root, path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Some file systems of shares cannot flush a folder: they answer EINVAL, and there is no other
    // way.
    if (!opened.is_open() || (::fsync(opened.number()) != 0 && errno != EINVAL)) {
        return os::system_error(errno, doing("écrire", "write", path));
    }
    return {};
}

// Gives `temporary` its final name unless that exists: 0, or errno.
int rename_without_replacing(int root, const char* temporary, const char* name) {
    if (::renameat2(root, temporary, root, name, RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    // File systems without it (NFS) have links; one without both would be no place for a backup.
    if (::linkat(root, temporary, root, name, 0) != 0) return errno;
    ::unlinkat(root, temporary, 0);
    return 0;
}

}  // namespace

Result<std::unique_ptr<FolderStorage>> FolderStorage::open(const std::filesystem::path& folder) {
    Descriptor root(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root.is_open()) {
        return os::system_error(errno,
                                doing("ouvrir le dépôt", "open the repository", folder.string()));
    }
    return std::unique_ptr<FolderStorage>(new FolderStorage(folder, std::move(root)));
}

Result<> FolderStorage::make_folder(const std::string& path) {
    for (std::size_t end = path.find('/'); !path.empty(); end = path.find('/', end + 1)) {
        const auto part = path.substr(0, end);
        if (::mkdirat(root_.number(), part.c_str(), 0700) == 0) {
            const auto slash = part.rfind('/');
            TRY(flush_folder(root_.number(),
                             slash == std::string::npos ? "" : part.substr(0, slash)));
        } else if (errno != EEXIST) {
            return os::system_error(errno, doing("créer le dossier", "create the folder", part));
        }
        if (end == std::string::npos) break;
    }
    return {};
}

// Written under a temporary name, which goes away with this object.
class FolderStorage::Prepared : public PreparedObject {
public:
    Prepared(FolderStorage& storage, const ObjectName& name)
        : storage_(storage),
          name_(name),
          path_(name.path()),
          temporary_(path_ + "." + hex_of(crypto::random_bytes<8>()) +
                     std::string(temporary_suffix)),
          what_(doing("écrire", "write", (storage.folder_ / path_).string())) {}
    ~Prepared() override {
        if (is_temporary_) ::unlinkat(root(), temporary_.c_str(), 0);
    }

    Result<> write(std::span<const BytesView> parts) {
        constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
        file_ = Descriptor(::openat(root(), temporary_.c_str(), flags, 0400));
        if (!file_.is_open() && errno == ENOENT) {
            TRY(storage_.make_folder(name_.folder.path()));
            file_ = Descriptor(::openat(root(), temporary_.c_str(), flags, 0400));
        }
        if (!file_.is_open()) return os::system_error(errno, what_);
        is_temporary_ = true;
        return write_parts(file_.number(), parts, what_);
    }

    Result<PutOutcome> publish() override {
        if (::fsync(file_.number()) != 0) return os::system_error(errno, what_);
        if (::close(file_.release()) != 0) return os::system_error(errno, what_);
        const int renamed = rename_without_replacing(root(), temporary_.c_str(), path_.c_str());
        if (renamed == EEXIST) return compare_existing();
        if (renamed != 0) return os::system_error(renamed, what_);
        is_temporary_ = false;
        TRY(flush_folder(root(), name_.folder.path()));
        return PutOutcome::stored;
    }

private:
    int root() const { return storage_.root_.number(); }

    Result<PutOutcome> compare_existing() {
        const Descriptor own(::openat(root(), temporary_.c_str(), O_RDONLY | O_CLOEXEC));
        const Descriptor existing(::openat(root(), path_.c_str(), O_RDONLY | O_CLOEXEC));
        if (!own.is_open() || !existing.is_open()) return os::system_error(errno, what_);
        Bytes ours(compared_bytes_max);
        Bytes theirs(compared_bytes_max);
        std::uint64_t offset = 0;
        while (true) {
            const auto count = TRY(read_at(own.number(), offset, ours, what_));
            const auto other = TRY(read_at(existing.number(), offset, theirs, what_));
            if (!std::ranges::equal(BytesView(ours).first(count), BytesView(theirs).first(other))) {
                return Error{ErrorKind::corrupt, say("{} existe déjà avec un autre contenu",
                                                     "{} already exists with another content",
                                                     (storage_.folder_ / path_).string())};
            }
            if (count < ours.size()) break;
            offset += count;
        }
        // Its name may be another process's, that has not flushed it yet.
        TRY(flush_folder(root(), name_.folder.path()));
        return PutOutcome::was_there;
    }

    FolderStorage& storage_;
    const ObjectName name_;
    const std::string path_;
    const std::string temporary_;
    const Sentence what_;
    Descriptor file_;
    bool is_temporary_ = false;
};

Result<std::unique_ptr<PreparedObject>> FolderStorage::prepare(const ObjectName& name,
                                                               std::span<const BytesView> parts) {
    auto prepared = std::make_unique<Prepared>(*this, name);
    TRY(prepared->write(parts));
    return std::unique_ptr<PreparedObject>(std::move(prepared));
}

Result<std::size_t> FolderStorage::read_some(const ObjectName& name, std::uint64_t offset,
                                             std::span<std::byte> output) {
    const auto path = name.path();
    const auto what = doing("lire", "read", (folder_ / path).string());
    const Descriptor file(::openat(root_.number(), path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return os::system_error(errno, what);
    return read_at(file.number(), offset, output, what);
}

Result<> FolderStorage::read(const ObjectName& name, std::uint64_t offset,
                             std::span<std::byte> output) {
    if (TRY(read_some(name, offset, output)) == output.size()) return {};
    return Error{ErrorKind::corrupt,
                 say("{} est plus court qu'il ne devrait", "{} is shorter than it should be",
                     (folder_ / name.path()).string())};
}

Result<Bytes> FolderStorage::get(const ObjectName& name, std::uint64_t size_bytes_max) {
    const auto path = name.path();
    const auto what = doing("lire", "read", (folder_ / path).string());
    struct stat status {};
    if (::fstatat(root_.number(), path.c_str(), &status, 0) != 0) {
        return os::system_error(errno, what);
    }
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > size_bytes_max) {
        return Error{ErrorKind::malformed, join(what, {"il est trop long", "it is too long"})};
    }
    Bytes content(size);
    TRY(read(name, 0, content));
    return content;
}

Result<std::vector<ListedObject>> FolderStorage::list(const ObjectFolder& folder) {
    const auto path = folder.path();
    std::vector<ListedObject> objects;
    const auto directory = TRY(open_directory_at(root_.number(), path));
    if (!directory) return objects;
    const int descriptor = ::dirfd(directory.get());
    TRY(for_each_name(directory.get(), path, [&](std::string_view name) -> Result<> {
        const auto hash = parse_name<sizeof(Hash)>(name);
        struct stat status {};
        if (!hash) return {};
        if (::fstatat(descriptor, name.data(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno == ENOENT) return {};  // Removed meanwhile.
            return os::system_error(errno, doing("lister", "list", path));
        }
        if (S_ISREG(status.st_mode)) {
            objects.push_back({*hash, static_cast<std::uint64_t>(status.st_size)});
        }
        return {};
    }));
    return objects;
}

Result<std::vector<Id16>> FolderStorage::list_computers(ObjectKind kind) {
    const auto whole = ObjectFolder{.kind = kind}.path();
    const auto path = whole.substr(0, whole.find('/'));
    std::vector<Id16> computers;
    const auto directory = TRY(open_directory_at(root_.number(), path));
    if (!directory) return computers;
    TRY(for_each_name(directory.get(), path, [&](std::string_view name) -> Result<> {
        if (const auto id = parse_name<sizeof(Id16)>(name)) computers.push_back(*id);
        return {};
    }));
    return computers;
}

Result<std::optional<std::uint64_t>> FolderStorage::free_bytes() {
    struct statvfs status {};
    if (::fstatvfs(root_.number(), &status) != 0) {
        return os::system_error(errno, doing("mesurer", "measure", folder_.string()));
    }
    return std::optional(std::uint64_t{status.f_bavail} * status.f_frsize);
}

Result<> FolderStorage::remove(const ObjectName& name) {
    const auto path = name.path();
    if (::unlinkat(root_.number(), path.c_str(), 0) != 0 && errno != ENOENT) {
        return os::system_error(errno, doing("enlever", "remove", (folder_ / path).string()));
    }
    return flush_folder(root_.number(), name.folder.path());
}

Result<> FolderStorage::sweep() {
    std::vector<std::string> folders{""};
    for (const auto kind : {ObjectKind::reader, ObjectKind::computer, ObjectKind::record}) {
        folders.push_back(ObjectFolder{.kind = kind}.path());
    }
    for (const auto kind : {ObjectKind::pack, ObjectKind::index, ObjectKind::snapshot}) {
        for (const auto& computer : TRY(list_computers(kind))) {
            folders.push_back(ObjectFolder{kind, computer}.path());
        }
    }
    const auto limit =
        std::chrono::system_clock::to_time_t(std::chrono::system_clock::now() - temporary_age_max);
    for (const auto& path : folders) {
        const auto directory = TRY(open_directory_at(root_.number(), path));
        if (!directory) continue;
        const int descriptor = ::dirfd(directory.get());
        TRY(for_each_name(directory.get(), path, [&](std::string_view name) -> Result<> {
            struct stat status {};
            if (name.ends_with(temporary_suffix) &&
                ::fstatat(descriptor, name.data(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                S_ISREG(status.st_mode) && status.st_mtime < limit) {
                ::unlinkat(descriptor, name.data(), 0);
            }
            return {};
        }));
    }
    return {};
}

}  // namespace primum::vault
