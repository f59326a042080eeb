#include "os/file_tree.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <linux/stat.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "os/descriptor.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

Sentence reading(const std::filesystem::path& path) {
    return say("lire {}", "read {}", path.string());
}

// In a tree that is not the running system, "/" in links means the tree's own root (openat2(2)).
Result<Descriptor> open_inside(const std::filesystem::path& root, const std::filesystem::path& path,
                               std::uint64_t flags) {
    if (root == "/") {
        Descriptor file(::open(path.c_str(), static_cast<int>(flags) | O_CLOEXEC));
        if (!file.is_open()) return system_error(errno, reading(path));
        return file;
    }
    const auto inside = path.relative_path().string();
    const char* name = inside.empty() ? "." : inside.c_str();
    const Descriptor base(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!base.is_open()) return system_error(errno, reading(root));
    open_how how{};
    how.flags = flags | O_CLOEXEC;
    how.resolve = RESOLVE_IN_ROOT;
    Descriptor file(
        static_cast<int>(::syscall(SYS_openat2, base.number(), name, &how, sizeof how)));
    if (!file.is_open()) return system_error(errno, reading(path));
    return file;
}

// Without waiting for anybody, and only what is a plain file.
Result<Descriptor> open_file(const std::filesystem::path& root, const std::filesystem::path& path) {
    auto file = TRY(open_inside(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY));
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) return system_error(errno, reading(path));
    if (!S_ISREG(status.st_mode)) {
        return Error{ErrorKind::malformed,
                     join(reading(path), {"ce n'est pas un fichier", "it is not a file"})};
    }
    return file;
}

Result<std::size_t> read_up_to(int file, std::string& text, std::size_t wanted,
                               const Sentence& what) {
    while (text.size() < wanted) {
        const auto had = text.size();
        text.resize(std::min(wanted, had + 64_KiB));
        const auto count = ::read(file, text.data() + had, text.size() - had);
        const int error_number = errno;
        text.resize(had + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        if (count < 0 && error_number == EINTR) continue;
        if (count < 0) return system_error(error_number, what);
        if (count == 0) break;
    }
    return text.size();
}

struct Status {
    std::uint64_t size = 0;
    std::int64_t modified_seconds = 0;
    bool is_directory = false;
    std::optional<bool> is_encrypted;
};

Result<Status> status_of(const std::filesystem::path& root, const std::filesystem::path& path) {
    const auto file = TRY(open_inside(root, path, O_PATH));
    struct statx status {};
    if (::statx(file.number(), "", AT_EMPTY_PATH, STATX_BASIC_STATS, &status) != 0) {
        return system_error(errno, reading(path));
    }
    Status answer{.size = status.stx_size,
                  .modified_seconds = status.stx_mtime.tv_sec,
                  .is_directory = S_ISDIR(status.stx_mode)};
    if ((status.stx_attributes_mask & STATX_ATTR_ENCRYPTED) != 0) {
        answer.is_encrypted = (status.stx_attributes & STATX_ATTR_ENCRYPTED) != 0;
    }
    return answer;
}

Result<std::vector<std::string>> names_in(int directory, const Sentence& what) {
    std::error_code failure;
    std::filesystem::directory_iterator entries("/proc/self/fd/" + std::to_string(directory),
                                                failure);
    if (failure) return system_error(failure.value(), what);
    std::vector<std::string> names;
    while (entries != std::filesystem::directory_iterator{}) {
        if (names.size() >= FileTree::directory_entries_max) {
            return Error{ErrorKind::malformed, join(what, {"trop de fichiers dans ce dossier",
                                                           "too many files in this folder"})};
        }
        names.push_back(entries->path().filename().string());
        entries.increment(failure);
        if (failure) return system_error(failure.value(), what);
    }
    std::ranges::sort(names);
    return names;
}

}  // namespace

FileTree::FileTree(std::filesystem::path root)
    : root_(std::filesystem::absolute(root).lexically_normal()) {
    if (!root_.has_filename() && root_.has_relative_path()) root_ = root_.parent_path();
}

Result<std::string> FileTree::read(const std::filesystem::path& path,
                                   std::size_t size_bytes_max) const {
    const auto file = TRY(open_file(root_, path));
    std::string text;
    const auto size = TRY(read_up_to(file.number(), text, size_bytes_max + 1, reading(path)));
    if (size <= size_bytes_max) return text;
    return Error{
        ErrorKind::malformed,
        join(reading(path), say("plus de {} octets", "more than {} bytes", size_bytes_max))};
}

Result<std::optional<std::string>> FileTree::read_if_there(const std::filesystem::path& path,
                                                           std::size_t size_bytes_max) const {
    auto text = read(path, size_bytes_max);
    if (text) return std::optional(*std::move(text));
    if (text.error().kind == ErrorKind::not_found) return std::optional<std::string>{};
    return std::move(text).error();
}

Result<std::string> FileTree::read_beginning(const std::filesystem::path& path,
                                             std::size_t bytes) const {
    const auto file = TRY(open_file(root_, path));
    std::string text;
    TRY(read_up_to(file.number(), text, bytes, reading(path)));
    return text;
}

Result<std::vector<std::string>> FileTree::list(const std::filesystem::path& path) const {
    auto directory = open_inside(root_, path, O_RDONLY | O_DIRECTORY);
    if (directory) return names_in(directory->number(), reading(path));
    if (directory.error().kind == ErrorKind::not_found) return std::vector<std::string>{};
    return std::move(directory).error();
}

bool FileTree::exists(const std::filesystem::path& path) const {
    return status_of(root_, path).has_value();
}

bool FileTree::is_directory(const std::filesystem::path& path) const {
    const auto status = status_of(root_, path);
    return status && status->is_directory;
}

std::optional<Time> FileTree::modified_at(const std::filesystem::path& path) const {
    const auto status = status_of(root_, path);
    if (!status) return std::nullopt;
    return Time(std::chrono::seconds(status->modified_seconds));
}

std::optional<std::uint64_t> FileTree::size_of(const std::filesystem::path& path) const {
    const auto status = status_of(root_, path);
    return status ? std::optional(status->size) : std::nullopt;
}

std::optional<bool> FileTree::is_encrypted(const std::filesystem::path& path) const {
    const auto status = status_of(root_, path);
    return status ? status->is_encrypted : std::nullopt;
}

Result<std::filesystem::path> FileTree::resolve(const std::filesystem::path& path) const {
    const auto file = TRY(open_inside(root_, path, O_PATH));
    std::array<char, 4096> target{};
    const auto link = "/proc/self/fd/" + std::to_string(file.number());
    const auto length = ::readlink(link.c_str(), target.data(), target.size());
    if (length < 0) return system_error(errno, reading(path));
    const std::filesystem::path found(
        std::string_view(target.data(), static_cast<std::size_t>(length)));
    if (root_ == "/") return found;
    std::error_code failure;
    const auto root = std::filesystem::canonical(root_, failure);
    if (failure) return system_error(failure.value(), reading(root_));
    return "/" / found.lexically_relative(root);
}

}  // namespace primum::os
