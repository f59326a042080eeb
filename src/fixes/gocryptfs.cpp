// A container made by gocryptfs: a folder of encrypted files.
//
// gocryptfs works in the background, and goes on there when whoever asked for it is killed. So each
// that we start inherits a lock on the folder where it works, which is held until the last of it
// has ended: a later process waits for that before it looks at what was left.
#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <thread>

#include "fixes/container.h"
#include "os/command.h"
#include "os/descriptor.h"
#include "os/file.h"
#include "os/open_file.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr int wrong_password = 12;  // gocryptfs(1), EXIT CODES.
constexpr auto start_time_max = 60s;
constexpr auto end_time_max = 30s;
constexpr std::uint64_t overhead_bytes = 16UL * 1024 * 1024;

// Encrypted, a file has a header and each 4 KiB of it 32 bytes more (gocryptfs, file format).
std::uint64_t with_block_heads(std::uint64_t bytes) {
    constexpr std::uint64_t header_bytes = 18;
    constexpr std::uint64_t block_bytes = 4096;
    constexpr std::uint64_t block_head_bytes = 32;
    return header_bytes + bytes + (bytes + block_bytes - 1) / block_bytes * block_head_bytes;
}

// Closed where the folder cannot be opened: such a one cannot be waited for.
os::Descriptor folder_around(const fs::path& place) {
    return os::Descriptor(::open(place.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

using Run = Result<os::CommandAnswer>(const os::Command& command);

Result<os::CommandAnswer> run_locked(Run& run, const fs::path& where, std::vector<std::string> argv,
                                     const std::string& password) {
    const auto lock = folder_around(where);
    // Several may work side by side; a disk that knows no locks has none to wait for.
    if (lock.is_open()) (void)os::try_shared_lock(lock);
    return run({.argv = std::move(argv),
                .input = password + "\n",
                .time = start_time_max,
                .inherited = lock.number()});
}

bool all_have_ended(const fs::path& where) {
    const auto lock = folder_around(where);
    return !lock.is_open() || os::try_lock(lock).refusal() != EWOULDBLOCK;
}

bool is_mounted(const fs::path& folder) {
    struct stat status {};
    const int failure = ::lstat(folder.c_str(), &status) == 0 ? 0 : errno;
    // A mount whose process is gone cannot even be looked at (ENOTCONN): open as well.
    return failure == ENOTCONN || is_mount_point(folder);
}

// gocryptfs closes what it opened when it is not heard, at the same time perhaps: then the program
// finds nothing to close, or is refused for a moment.
Result<> unmount(const fs::path& folder) {
    constexpr int tries_max = 5;
    constexpr auto between_tries = 100ms;
    for (int tries = 1; is_mounted(folder); ++tries) {
        const auto done =
            os::run_command_well({.argv = {"fusermount3", "-u", "--", folder.string()}});
        if (done) return {};
        if (tries == tries_max) return done.error();
        std::this_thread::sleep_for(between_tries);
    }
    return {};
}

class Gocryptfs : public ContainerFormat {
public:
    std::string_view name() const override { return "gocryptfs"; }
    std::string_view ending() const override { return ".chiffre"; }
    Result<> is_possible() const override {
        return programs_are_there({"gocryptfs", "fusermount3"}, "gocryptfs fuse3");
    }
    bool needs_root() const override { return false; }
    std::uint64_t bytes_needed(const FolderSize& size) const override {
        return size.bytes + size.bytes / 64 + overhead_bytes;
    }
    std::uint64_t largest_file_bytes(const FolderSize& size) const override {
        return with_block_heads(size.largest_file_bytes);
    }

    Result<> make(const fs::path& place, const std::string& password,
                  const ContainerNeeds& /*needs*/) const override {
        TRY(os::make_private_directory(place));
        TRY(run_locked(os::run_command_well, place,
                       {"gocryptfs", "-init", "-q", "--", place.string()}, password));
        return {};
    }

    Result<> open(const fs::path& place, const fs::path& folder,
                  const std::string& password) const override {
        const auto answer =
            TRY(run_locked(os::run_command, folder,
                           {"gocryptfs", "-q", "--", place.string(), folder.string()}, password));
        if (answer.status != 0) return would_not_open(name(), answer.status, wrong_password);
        return {};
    }

    Result<> close(const fs::path& folder) const override {
        const auto end = std::chrono::steady_clock::now() + end_time_max;
        TRY(unmount(folder));
        while (!all_have_ended(folder)) {
            if (std::chrono::steady_clock::now() > end) {
                return Error{ErrorKind::unreachable,
                             {"gocryptfs ne finit pas : attendez un instant, puis recommencez",
                              "gocryptfs does not end: wait a moment, then try again"}};
            }
            std::this_thread::sleep_for(10ms);
            TRY(unmount(folder));
        }
        return unmount(folder);
    }

    bool is_container(const fs::path& place) const override {
        return is_there(place / "gocryptfs.conf");
    }

    Sentence how_to_open(const fs::path& place) const override {
        return say(
            "mkdir ~/Ouvert && gocryptfs '{0}' ~/Ouvert ; pour le fermer : fusermount3 -u "
            "~/Ouvert",
            "mkdir ~/Open && gocryptfs '{0}' ~/Open; to close it: fusermount3 -u ~/Open",
            place.string());
    }
};

}  // namespace

const ContainerFormat& gocryptfs() {
    static const Gocryptfs format;
    return format;
}

}  // namespace primum::fixes
