#include "os/kept_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/byte_reader.h"
#include "os/descriptor.h"
#include "os/file.h"
#include "os/open_file.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

constexpr unsigned permission_bits = 07777;

Sentence doing(const char* french, const char* english, const std::filesystem::path& path) {
    return {std::string(french) + " " + path.string(), std::string(english) + " " + path.string()};
}

// What the name leads to, through links; the name itself where there is nothing yet.
std::filesystem::path target_of(const std::filesystem::path& path) {
    std::error_code failure;
    auto real = std::filesystem::canonical(path, failure);
    return failure ? path : real;
}

// A dot before the name: a folder of settings (conf.d) does not read it.
std::filesystem::path temporary_of(const std::filesystem::path& target) {
    return target.parent_path() / ("." + target.filename().string() + ".primum-new");
}

}  // namespace

Result<std::optional<KeptFile>> read_kept_file(const std::filesystem::path& path) {
    const auto what = doing("lire", "read", path);
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) return std::optional<KeptFile>{};
        return system_error(errno, what);
    }
    if (!S_ISREG(status.st_mode)) {
        return Error{ErrorKind::denied,
                     join(what, {"ce n'est pas un fichier ordinaire", "it is no ordinary file"})};
    }
    KeptFile file{.permissions = status.st_mode & permission_bits,
                  .owner = status.st_uid,
                  .group = status.st_gid};
    file.content = TRY(read_text(path, kept_file_bytes_max));
    return std::optional(std::move(file));
}

Result<> write_kept_file(const std::filesystem::path& path, const KeptFile& file) {
    const auto target = target_of(path);
    const auto what = doing("écrire", "write", target);
    std::error_code failure;
    std::filesystem::create_directories(target.parent_path(), failure);
    if (failure) return system_error(failure.value(), what);
    const auto temporary = temporary_of(target);
    ::unlink(temporary.c_str());  // Left by a process that was killed.
    const Descriptor opened(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!opened.is_open()) return system_error(errno, what);
    const auto written = [&]() -> Result<> {
        TRY(write_on(opened, as_bytes(file.content)).or_error(what));
        // The owner first: chown(2) clears the set-user-id bits.
        if (::fchown(opened.number(), file.owner, file.group) != 0) {
            return system_error(errno, what);
        }
        if (::fchmod(opened.number(), file.permissions) != 0) return system_error(errno, what);
        if (::fsync(opened.number()) != 0) return system_error(errno, what);
        if (::rename(temporary.c_str(), target.c_str()) != 0) return system_error(errno, what);
        return sync_folder(target.parent_path());
    }();
    if (!written) ::unlink(temporary.c_str());
    return written;
}

Result<> remove_kept_file(const std::filesystem::path& path) {
    const auto target = target_of(path);
    if (::unlink(target.c_str()) != 0 && errno != ENOENT) {
        return system_error(errno, doing("effacer", "remove", target));
    }
    std::error_code failure;
    if (!std::filesystem::exists(target.parent_path(), failure)) return {};
    return sync_folder(target.parent_path());
}

Result<> sweep_kept_file(const std::filesystem::path& path) {
    return remove_kept_file(temporary_of(target_of(path)));
}

bool may_change(const std::filesystem::path& path) {
    auto folder = target_of(path).parent_path();
    std::error_code failure;
    while (!std::filesystem::exists(folder, failure) && folder.has_relative_path()) {
        folder = folder.parent_path();
    }
    return ::access(folder.c_str(), W_OK) == 0;
}

}  // namespace primum::os
