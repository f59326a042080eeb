#include "os/volumes.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "os/mount_table.h"

namespace primum::os {
namespace {

using namespace std::string_view_literals;

constexpr int layers_max = 16;  // Of device-mapper and RAID below one file system.

// Views of the kernel, that keep nothing.
constexpr std::array not_files{"proc"sv,     "sysfs"sv,       "devtmpfs"sv,       "devpts"sv,
                               "cgroup"sv,   "cgroup2"sv,     "mqueue"sv,         "debugfs"sv,
                               "tracefs"sv,  "securityfs"sv,  "pstore"sv,         "bpf"sv,
                               "configfs"sv, "efivarfs"sv,    "autofs"sv,         "hugetlbfs"sv,
                               "fusectl"sv,  "binfmt_misc"sv, "rpc_pipefs"sv,     "selinuxfs"sv,
                               "nsfs"sv,     "ramfs"sv,       "fuse.lxcfs"sv,     "fuse.portal"sv,
                               "squashfs"sv, "nfsd"sv,        "fuse.gvfsd-fuse"sv};

constexpr std::array network_filesystems{"nfs"sv,   "nfs4"sv,  "cifs"sv,     "smb3"sv,
                                         "9p"sv,    "afs"sv,   "ceph"sv,     "virtiofs"sv,
                                         "ncpfs"sv, "davfs"sv, "glusterfs"sv};

bool is_one_of(const auto& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

// One directory of /sys/class/block.
struct Device {
    std::string name;             // "sda1", "dm-0"
    std::string number;           // "8:1"
    std::string mapper_name;      // "home"
    std::string mapper_id;        // "CRYPT-LUKS2-…", "LVM-…"
    std::filesystem::path place;  // "/sys/devices/pci…/usb1/…/sda/sda1"
    std::string file;             // A loop device: the file that it shows, wherever that lies.
    std::vector<std::string> below;
};

std::string line_of(const FileTree& tree, const std::filesystem::path& path) {
    const auto text = tree.read(path, 4_KiB);
    return text ? std::string(trim(*text)) : std::string();
}

class Devices {
public:
    static Result<Devices> read(const FileTree& tree) {
        Devices devices(tree);
        const std::filesystem::path all = "/sys/class/block";
        for (const auto& name : TRY(tree.list(all))) {
            const auto directory = all / name;
            auto below = tree.list(directory / "slaves");
            devices.devices_.push_back(
                {.name = name,
                 .number = line_of(tree, directory / "dev"),
                 .mapper_name = line_of(tree, directory / "dm/name"),
                 .mapper_id = line_of(tree, directory / "dm/uuid"),
                 .place = tree.resolve(directory).has_value() ? tree.resolve(directory).value()
                                                              : directory,
                 .file = line_of(tree, directory / "loop/backing_file"),
                 .below = below ? *std::move(below) : std::vector<std::string>{}});
        }
        return devices;
    }

    const Device* of(const Mount& mount) const {
        const auto number = std::to_string(mount.major) + ":" + std::to_string(mount.minor);
        const auto found = mount.major == 0 ? devices_.end()
                                            : std::ranges::find(devices_, number, &Device::number);
        return found != devices_.end() ? &*found : of(mount.source);
    }

    // By the name under /dev.
    const Device* of(std::string_view source) const {
        if (!source.starts_with("/dev/")) return nullptr;
        const auto name = std::filesystem::path(source).filename().string();
        const auto found = std::ranges::find_if(devices_, [&](const Device& device) {
            return device.name == name ||
                   (!device.mapper_name.empty() && device.mapper_name == name);
        });
        return found != devices_.end() ? &*found : nullptr;
    }

    // "luks", "veracrypt", "dm-crypt" when every way down to a disk passes an encrypting layer.
    std::string encryption_of(const Device& device, int layer = 0) const {
        if (device.mapper_id.starts_with("CRYPT-LUKS")) return "luks";
        if (device.mapper_id.starts_with("CRYPT-TCRYPT") ||
            device.mapper_name.starts_with("veracrypt")) {
            return "veracrypt";
        }
        if (device.mapper_id.starts_with("CRYPT-")) return "dm-crypt";
        std::string encryption;
        for (const auto& name : device.below) {
            const auto* below = named(name);
            if (below == nullptr || layer >= layers_max) return {};
            encryption = encryption_of(*below, layer + 1);
            if (encryption.empty()) return {};
        }
        return encryption;
    }

    bool is_removable(const Device& device, int layer = 0) const {
        if (contains(device.place.string(), "/usb")) return true;
        if (device.name.starts_with("mmcblk") &&
            line_of(*tree_, disk_of(device) / "device/type") == "SD") {
            return true;
        }
        if (line_of(*tree_, disk_of(device) / "removable") == "1") return true;
        return layer < layers_max && std::ranges::any_of(device.below, [&](const auto& name) {
                   const auto* below = named(name);
                   return below != nullptr && is_removable(*below, layer + 1);
               });
    }

private:
    explicit Devices(const FileTree& tree) : tree_(&tree) {}

    const Device* named(std::string_view name) const {
        const auto found = std::ranges::find(devices_, name, &Device::name);
        return found != devices_.end() ? &*found : nullptr;
    }

    // A partition stands in the directory of its disk.
    std::filesystem::path disk_of(const Device& device) const {
        return tree_->exists(device.place / "partition") ? device.place.parent_path()
                                                         : device.place;
    }

    const FileTree* tree_;
    std::vector<Device> devices_;
};

// File systems that encrypt what they are given.
std::string encrypting_filesystem(std::string_view filesystem) {
    if (filesystem == "ecryptfs") return "ecryptfs";
    for (const auto name : {"gocryptfs"sv, "encfs"sv, "cryfs"sv, "securefs"sv}) {
        if (filesystem == "fuse." + std::string(name)) return std::string(name);
    }
    return {};
}

bool has_option(std::string_view options, std::string_view wanted) {
    const auto all = split(options, ',');
    return std::ranges::find(all, wanted) != all.end();
}

Volume volume_from(const Mount& mount, const Devices& devices) {
    Volume volume{.device = mount.source,
                  .mount = mount.point,
                  .filesystem = mount.filesystem,
                  .encryption = encrypting_filesystem(mount.filesystem),
                  .network = is_network_filesystem(mount.filesystem),
                  .memory = mount.filesystem == "tmpfs",
                  .read_only = has_option(mount.options, "ro")};
    if (!volume.encryption.empty()) {
        volume.encrypted = true;
        return volume;
    }
    const auto* device = devices.of(mount);
    if (device == nullptr) return volume;
    volume.encryption = devices.encryption_of(*device);
    volume.encrypted = !volume.encryption.empty();
    volume.removable = devices.is_removable(*device);
    return volume;
}

// A file system inside a file is as safe as the volume of that file.
void look_below_files(const std::map<std::filesystem::path, std::string>& files,
                      std::vector<Volume>& volumes) {
    for (auto& volume : volumes) {
        const auto file = files.find(volume.mount);
        const bool encrypts_itself = volume.encrypted == true;
        if (file == files.end() || encrypts_itself) continue;
        const auto* below = volume_of(volumes, std::filesystem::path(file->second));
        if (below == nullptr || below == &volume) continue;
        volume.encrypted = below->encrypted;
        volume.encryption = below->encryption;
        volume.removable = below->removable;
    }
}

// Filename Type Size Used Priority, after a line of titles (proc(5)).
Result<> add_swap(const FileTree& tree, const Devices& devices, std::vector<Volume>& volumes) {
    const auto text = TRY(tree.read_if_there("/proc/swaps"));
    if (!text) return {};
    for (const auto line : split(*text, '\n')) {
        const auto source = line.substr(0, line.find_first_of(" \t"));
        if (!source.starts_with('/')) continue;
        Volume swap{.device = std::string(source), .mount = "[SWAP]", .filesystem = "swap"};
        swap.memory = contains(source, "/zram");
        if (const auto* device = devices.of(source)) {
            swap.encryption = devices.encryption_of(*device);
            swap.encrypted = !swap.encryption.empty();
            swap.removable = devices.is_removable(*device);
        } else if (const auto* below = volume_of(volumes, std::filesystem::path(source))) {
            swap.encryption = below->encryption;
            swap.encrypted = below->encrypted;
            swap.removable = below->removable;
        }
        volumes.push_back(std::move(swap));
    }
    return {};
}

}  // namespace

bool is_network_filesystem(std::string_view filesystem) {
    return is_one_of(network_filesystems, filesystem) || filesystem == "fuse.sshfs" ||
           filesystem == "fuse.rclone" || filesystem == "fuse.davfs2" ||
           filesystem == "fuse.google-drive-ocamlfuse" || filesystem == "fuse.onedriver";
}

Result<std::vector<Volume>> list_volumes(const FileTree& tree) {
    const auto mounts = TRY(parse_mount_table(TRY(tree.read("/proc/self/mountinfo")))
                                .context({"lister les volumes", "list the volumes"}));
    const auto devices = TRY(Devices::read(tree));
    std::map<std::filesystem::path, Volume> by_point;  // A later mount hides an earlier one.
    std::map<std::filesystem::path, std::string> files;
    for (const auto& mount : mounts) {
        const auto* device = devices.of(mount);
        if (device != nullptr && !device->file.empty()) files[mount.point] = device->file;
        if (is_one_of(not_files, mount.filesystem)) {
            by_point.erase(mount.point);
        } else {
            by_point.insert_or_assign(mount.point, volume_from(mount, devices));
        }
    }
    std::vector<Volume> volumes;
    for (auto& [point, volume] : by_point) volumes.push_back(std::move(volume));
    look_below_files(files, volumes);
    TRY(add_swap(tree, devices, volumes));
    return volumes;
}

const Volume* volume_of(const std::vector<Volume>& volumes, const std::filesystem::path& path) {
    const Volume* best = nullptr;
    std::size_t best_length = 0;
    const auto text = path.lexically_normal().string();
    for (const auto& volume : volumes) {
        const auto point = volume.mount.string();
        const bool inside = point == "/" || text == point || text.starts_with(point + "/");
        if (!inside || (best != nullptr && point.size() < best_length)) continue;
        best = &volume;
        best_length = point.size();
    }
    return best;
}

}  // namespace primum::os
