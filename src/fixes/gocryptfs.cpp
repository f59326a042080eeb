// A container made by gocryptfs: a folder of encrypted files.
#include <sys/stat.h>

#include <cerrno>

#include "fixes/container.h"
#include "os/command.h"
#include "os/file.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr int wrong_password = 12;  // gocryptfs(1), EXIT CODES.
constexpr auto start_time_max = 60s;
constexpr std::uint64_t overhead_bytes = 16UL * 1024 * 1024;

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

    Result<> make(const fs::path& place, const std::string& password,
                  const ContainerNeeds& /*needs*/) const override {
        TRY(os::make_private_directory(place));
        TRY(os::run_command_well({.argv = {"gocryptfs", "-init", "-q", "--", place.string()},
                                  .input = password + "\n",
                                  .time = start_time_max}));
        return {};
    }

    Result<> open(const fs::path& place, const fs::path& folder,
                  const std::string& password) const override {
        const auto answer =
            TRY(os::run_command({.argv = {"gocryptfs", "-q", "--", place.string(), folder.string()},
                                 .input = password + "\n",
                                 .time = start_time_max}));
        if (answer.status != 0) return would_not_open(name(), answer.status, wrong_password);
        return {};
    }

    Result<> close(const fs::path& folder) const override {
        struct stat status {};
        const int failure = ::lstat(folder.c_str(), &status) == 0 ? 0 : errno;
        // A mount whose process is gone cannot even be looked at (ENOTCONN): closed as well.
        if (failure != ENOTCONN && !is_mount_point(folder)) return {};
        TRY(os::run_command_well({.argv = {"fusermount3", "-u", "--", folder.string()}}));
        return {};
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
