#include "os/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

#include "os/system_error.h"

namespace primum::os {

Result<LockFile> LockFile::take(const std::filesystem::path& path) {
    const Sentence what{"prendre le verrou " + path.string(), "take the lock " + path.string()};
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.is_open()) return system_error(errno, what);
    while (::flock(file.number(), LOCK_EX) != 0) {
        if (errno != EINTR) return system_error(errno, what);
    }
    return LockFile(std::move(file));
}

}  // namespace primum::os
