// A container made by cryptsetup: one file, LUKS 2, in which an ext4 file system lies.
//
// While it is open, the kernel's device-mapper knows it under a name made of the container's own,
// so that a later process finds what a killed one has left open.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "base/byte_reader.h"
#include "base/keyed_hash.h"
#include "fixes/container.h"
#include "os/command.h"
#include "os/descriptor.h"
#include "os/file.h"
#include "os/open_file.h"
#include "os/system_error.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr int wrong_password = 2;      // cryptsetup(8), RETURN CODES.
constexpr auto start_time_max = 120s;  // Deriving the key is slow on purpose.
constexpr std::uint64_t mebibyte = 1024UL * 1024;
constexpr std::uint64_t header_bytes = 16 * mebibyte;  // cryptsetup(8), luksFormat.
constexpr std::uint64_t journal_bytes = 64 * mebibyte;
constexpr std::uint64_t entry_bytes = 8192;  // A file's last block, its inode, its name.
constexpr std::string_view magic{"LUKS\xba\xbe", 6};
const fs::path mappings = "/dev/mapper";

// Room for what is there, and for a quarter more.
std::uint64_t file_bytes(const FolderSize& size) {
    const auto files = size.bytes + (size.files + size.folders) * entry_bytes;
    const auto whole = header_bytes + journal_bytes + files + files / 4;
    return (whole + mebibyte - 1) / mebibyte * mebibyte;
}

// "primum-…" for a container, for what it is called while it is made, and for where it is opened.
std::string mapping_of(const fs::path& path) {
    const auto name = path.filename().string();
    const auto container = path.parent_path() / name.substr(0, name.find(".primum-"));
    constexpr HashKey not_secret{};
    return fmt::format("primum-{:016x}", keyed_hash(not_secret, container.string()));
}

Error failed(const fs::path& place) {
    return os::system_error(errno, say("faire la place de {}", "make room for {}", place.string()));
}

// Its blocks are there from the start: a disk that fills up later cannot damage what is inside.
Result<> make_file(const fs::path& place, const ContainerNeeds& needs) {
    const os::Descriptor file(
        ::open(place.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.is_open()) return failed(place);
    const auto bytes = static_cast<off_t>(file_bytes(needs.size));
    errno = ::posix_fallocate(file.number(), 0, bytes);
    if (errno != 0) return failed(place);
    // A key formatted by Windows knows no owners.
    if (::fchown(file.number(), needs.owner, needs.group) != 0 && errno != EPERM) {
        return failed(place);
    }
    if (::fsync(file.number()) != 0) return failed(place);
    return {};
}

Result<> close_mapping(const std::string& name) {
    if (!is_there(mappings / name)) return {};
    TRY(os::run_command_well({.argv = {"cryptsetup", "close", name}}));
    return {};
}

Result<> open_mapping(const fs::path& place, const std::string& password) {
    const auto answer = TRY(os::run_command(
        {.argv = {"cryptsetup", "open", "--type", "luks2", place.string(), mapping_of(place)},
         .input = password + "\n",
         .time = start_time_max}));
    if (answer.status != 0) return would_not_open("cryptsetup", answer.status, wrong_password);
    return {};
}

Result<> make_file_system(const std::string& device, const ContainerNeeds& needs) {
    constexpr std::uint64_t inodes_spare = 4096;
    const auto inodes = (needs.size.files + needs.size.folders) * 2 + inodes_spare;
    TRY(os::run_command_well(
        {.argv = {"mkfs.ext4", "-q", "-F", "-m", "0", "-N", std::to_string(inodes), "-E",
                  fmt::format("root_owner={}:{}", needs.owner, needs.group), device},
         .time = start_time_max}));
    return {};
}

class Luks : public ContainerFormat {
public:
    std::string_view name() const override { return "luks"; }
    std::string_view ending() const override { return ".luks"; }
    Result<> is_possible() const override {
        TRY(programs_are_there({"cryptsetup", "mkfs.ext4", "mount", "umount"},
                               "cryptsetup e2fsprogs"));
        const os::Descriptor control(::open((mappings / "control").c_str(), O_RDWR | O_CLOEXEC));
        if (control.is_open() || errno == EACCES || errno == EPERM) return {};
        return Error{ErrorKind::not_found,
                     {"le noyau de cet ordinateur ne sait pas ouvrir un conteneur LUKS "
                      "(device-mapper manque) : sans « --container luks », gocryptfs s'en passe",
                      "this computer's kernel cannot open a LUKS container (device-mapper is "
                      "missing): without \"--container luks\", gocryptfs does without"}};
    }
    bool needs_root() const override { return true; }
    std::uint64_t bytes_needed(const FolderSize& size) const override { return file_bytes(size); }
    std::uint64_t largest_file_bytes(const FolderSize& size) const override {
        return file_bytes(size);
    }

    Result<> make(const fs::path& place, const std::string& password,
                  const ContainerNeeds& needs) const override {
        TRY(make_file(place, needs));
        TRY(os::run_command_well({.argv = {"cryptsetup", "luksFormat", "--type", "luks2",
                                           "--batch-mode", place.string()},
                                  .input = password + "\n",
                                  .time = start_time_max}));
        TRY(open_mapping(place, password));
        auto made = make_file_system((mappings / mapping_of(place)).string(), needs);
        TRY(close_mapping(mapping_of(place)));
        return made;
    }

    Result<> open(const fs::path& place, const fs::path& folder,
                  const std::string& password) const override {
        TRY(open_mapping(place, password));
        const auto device = (mappings / mapping_of(place)).string();
        TRY(os::run_command_well({.argv = {"mount", "-t", "ext4", "-o", "nosuid,nodev,noexec",
                                           device, folder.string()}}));
        // mkfs makes it for fsck, which makes it again when it needs it; it is nobody's file.
        ::rmdir((folder / "lost+found").c_str());
        return {};
    }

    Result<> close(const fs::path& folder) const override {
        if (is_there(folder) && is_mount_point(folder)) {
            TRY(os::run_command_well({.argv = {"umount", "--", folder.string()}}));
        }
        return close_mapping(mapping_of(folder));
    }

    bool is_container(const fs::path& place) const override {
        const auto file = os::file_to_read(place);
        Bytes start(magic.size());
        const auto size = file ? os::read_on(*file, start) : os::Refusal{file.refusal()};
        return size && *size == start.size() && as_text(start) == magic;
    }

    Sentence how_to_open(const fs::path& place) const override {
        return say(
            "sudo cryptsetup open '{0}' patients && sudo mount /dev/mapper/patients /mnt ; pour le "
            "fermer : sudo umount /mnt && sudo cryptsetup close patients. Sous GNOME, un "
            "double-clic sur le fichier suffit",
            "sudo cryptsetup open '{0}' patients && sudo mount /dev/mapper/patients /mnt; to close "
            "it: sudo umount /mnt && sudo cryptsetup close patients. With GNOME a double click on "
            "the file is enough",
            place.string());
    }
};

}  // namespace

const ContainerFormat& luks() {
    static const Luks format;
    return format;
}

}  // namespace primum::fixes
