#include "fixes/container.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "fixes/folder.h"
#include "os/command.h"
#include "os/file.h"
#include "os/system_error.h"

namespace primum::fixes {
namespace {

using namespace std::chrono_literals;

constexpr int wrong_password = 12;  // gocryptfs(1), EXIT CODES.
constexpr auto start_time_max = 60s;

Sentence opening(const std::filesystem::path& folder) {
    return say("ouvrir le dossier chiffré sur {}", "open the encrypted folder at {}",
               folder.string());
}

}  // namespace

OpenContainer::OpenContainer(OpenContainer&& other) noexcept
    : folder_(std::exchange(other.folder_, {})) {}

OpenContainer::~OpenContainer() {
    if (!folder_.empty()) (void)close().has_value();
}

Result<> OpenContainer::close() { return close_left_open(std::exchange(folder_, {})); }

Result<> containers_are_possible() {
    for (const auto* program : {"gocryptfs", "fusermount3"}) {
        if (os::find_program(program)) continue;
        return Error{
            ErrorKind::not_found,
            say("{} n'est pas installé : « sudo apt install gocryptfs fuse3 », puis "
                "recommencez",
                "{} is not installed: \"sudo apt install gocryptfs fuse3\", then try again",
                program)};
    }
    return {};
}

Result<> make_container(const std::filesystem::path& container, const std::string& password) {
    TRY(os::make_private_directory(container));
    TRY(os::run_command_well({.argv = {"gocryptfs", "-init", "-q", "--", container.string()},
                              .input = password + "\n",
                              .time = start_time_max}));
    return {};
}

Result<OpenContainer> open_container(const std::filesystem::path& container,
                                     const std::filesystem::path& folder,
                                     const std::string& password) {
    TRY(close_left_open(folder));
    TRY(os::make_private_directory(folder));
    const auto answer =
        TRY(os::run_command({.argv = {"gocryptfs", "-q", "--", container.string(), folder.string()},
                             .input = password + "\n",
                             .time = start_time_max}));
    if (answer.status == 0) return OpenContainer(folder);
    ::rmdir(folder.c_str());
    if (answer.status == wrong_password) {
        return Error{ErrorKind::usage,
                     {"ce n'est pas le mot de passe de ce dossier chiffré",
                      "this is not the password of this encrypted folder"}};
    }
    return Error{ErrorKind::io, join(opening(folder), say("gocryptfs a répondu {}",
                                                          "gocryptfs answered {}", answer.status))};
}

Result<> close_left_open(const std::filesystem::path& folder) {
    struct stat status {};
    const int failure = ::lstat(folder.c_str(), &status) == 0 ? 0 : errno;
    if (failure == ENOENT) return {};
    // A mount whose process is gone cannot even be looked at (ENOTCONN): it is closed as well.
    if (failure == ENOTCONN || is_mount_point(folder)) {
        TRY(os::run_command_well({.argv = {"fusermount3", "-u", "--", folder.string()}}));
    }
    if (::rmdir(folder.c_str()) != 0 && errno != ENOENT) {
        return os::system_error(errno, opening(folder));
    }
    return {};
}

}  // namespace primum::fixes
