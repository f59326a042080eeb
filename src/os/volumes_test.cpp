#include "os/volumes.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "os/mount_table.h"
#include "os/testing/made_tree.h"

namespace primum::os {
namespace {

using testing::MadeTree;

constexpr std::string_view pci = "/sys/devices/pci0000:00/0000:00:1d.0";

void disk(MadeTree& made, std::string_view name, std::string_view place, std::string_view number) {
    const auto directory = std::string(place) + "/" + std::string(name);
    made.file(directory + "/dev", std::string(number) + "\n")
        .file(directory + "/removable", "0\n")
        .link("/sys/class/block/" + std::string(name), directory);
}

void mapper(MadeTree& made, const std::string& name, const std::string& called,
            const std::string& id, const std::string& below) {
    const auto directory = "/sys/devices/virtual/block/" + name;
    made.file(directory + "/dev", "253:" + name.substr(3) + "\n")
        .file(directory + "/dm/name", called + "\n")
        .file(directory + "/dm/uuid", id + "\n")
        .directory(directory + "/slaves/" + below)
        .link("/sys/class/block/" + name, directory);
}

Volume at(const std::vector<Volume>& volumes, std::string_view mount) {
    const auto found = std::ranges::find(volumes, std::filesystem::path(mount), &Volume::mount);
    return found == volumes.end() ? Volume{.device = "none"} : *found;
}

// A notebook: a clear boot partition; LUKS, then LVM, then root; a USB disk; a key with a
// VeraCrypt container; a folder of the server.
MadeTree& notebook(MadeTree& made) {
    disk(made, "nvme0n1p1", std::string(pci) + "/nvme/nvme0n1", "259:1");
    disk(made, "nvme0n1p2", std::string(pci) + "/nvme/nvme0n1", "259:2");
    mapper(made, "dm-0", "cryptroot", "CRYPT-LUKS2-0c5e-cryptroot", "nvme0n1p2");
    mapper(made, "dm-1", "vg-root", "LVM-abc", "dm-0");
    mapper(made, "dm-2", "veracrypt1", "", "loop0");
    disk(made, "sda1", "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/host0/block/sda", "8:1");
    return made
        .file("/proc/swaps",
              "Filename\tType\tSize\tUsed\tPriority\n"
              "/swapfile file 100 0 -2\n/dev/nvme0n1p1 partition 9 0 -3\n"
              "/dev/zram0 partition 9 0 -4\n")
        .file("/proc/self/mountinfo",
              "22 1 253:1 / / rw,relatime shared:1 - ext4 /dev/mapper/vg-root rw\n"
              "23 22 259:1 / /boot rw - ext4 /dev/nvme0n1p1 rw\n"
              "24 22 0:22 / /proc rw - proc proc rw\n"
              "25 22 8:1 / /media/anne/DISQUE\\040EXTERNE ro,nosuid - vfat /dev/sda1 ro\n"
              "26 22 253:2 / /media/veracrypt1 rw - vfat /dev/mapper/veracrypt1 rw\n"
              "27 22 0:50 / /srv/cabinet rw - cifs //192.168.1.5/cabinet rw\n"
              "28 22 0:51 / /home/anne/prive rw - fuse.gocryptfs /home/anne/.prive rw\n"
              "29 22 0:52 / /tank rw - zfs tank rw\n"
              "30 22 0:53 / /run rw - tmpfs tmpfs rw\n");
}

TEST(Volumes, a_volume_is_encrypted_through_every_layer_below_it) {
    MadeTree made;
    const auto volumes = list_volumes(notebook(made).tree()).value();
    EXPECT_EQ(at(volumes, "/").encrypted, true);
    EXPECT_EQ(at(volumes, "/").encryption, "luks");
    EXPECT_EQ(at(volumes, "/").removable, false);
    EXPECT_EQ(at(volumes, "/boot").encrypted, false);
    EXPECT_EQ(at(volumes, "/media/veracrypt1").encryption, "veracrypt");
    EXPECT_EQ(at(volumes, "/home/anne/prive").encryption, "gocryptfs");
    EXPECT_EQ(at(volumes, "/proc").device, "none");
}

TEST(Volumes, an_external_disk_is_removable_though_it_does_not_say_so) {
    MadeTree made;
    const auto key = at(list_volumes(notebook(made).tree()).value(), "/media/anne/DISQUE EXTERNE");
    EXPECT_EQ(key.removable, true);
    EXPECT_EQ(key.encrypted, false);
    EXPECT_TRUE(key.read_only);
}

TEST(Volumes, what_the_kernel_does_not_tell_stays_unknown) {
    MadeTree made;
    const auto volumes = list_volumes(notebook(made).tree()).value();
    EXPECT_EQ(at(volumes, "/tank").encrypted, std::nullopt);
    EXPECT_EQ(at(volumes, "/srv/cabinet").encrypted, std::nullopt);
    EXPECT_TRUE(at(volumes, "/srv/cabinet").network);
    EXPECT_TRUE(at(volumes, "/run").memory);
}

TEST(Volumes, swap_in_a_file_is_as_safe_as_the_volume_of_the_file) {
    MadeTree made;
    const auto volumes = list_volumes(notebook(made).tree()).value();
    const auto swap = [&](std::string_view device) {
        return *std::ranges::find_if(volumes, [&](const Volume& volume) {
            return volume.filesystem == "swap" && volume.device == device;
        });
    };
    EXPECT_EQ(swap("/swapfile").encrypted, true);
    EXPECT_EQ(swap("/dev/nvme0n1p1").encrypted, false);
    EXPECT_TRUE(swap("/dev/zram0").memory);
}

TEST(Volumes, one_clear_disk_of_two_is_a_clear_volume) {
    MadeTree made;
    disk(made, "sdb", std::string(pci), "8:16");
    mapper(made, "dm-0", "crypt", "CRYPT-LUKS1-x", "sda");
    made.directory("/sys/devices/virtual/block/dm-3/slaves/dm-0");
    mapper(made, "dm-3", "raid", "LVM-x", "sdb");
    made.file("/proc/self/mountinfo", "22 1 253:3 / / rw - ext4 /dev/mapper/raid rw\n");
    EXPECT_EQ(list_volumes(made.tree()).value()[0].encrypted, false);
}

TEST(Volumes, a_file_system_inside_a_file_is_as_safe_as_the_volume_of_the_file) {
    MadeTree made;
    notebook(made);
    disk(made, "loop1", "/sys/devices/virtual/block", "7:1");
    made.file("/sys/devices/virtual/block/loop1/loop/backing_file", "/home/anne/image.iso\n");
    const auto mounts = made.tree().read("/proc/self/mountinfo").value();
    made.file("/proc/self/mountinfo", mounts + "40 22 7:1 / /mnt/image rw - ext4 /dev/loop1 rw\n");
    EXPECT_EQ(at(list_volumes(made.tree()).value(), "/mnt/image").encryption, "luks");
}

TEST(Volumes, the_longest_mount_point_holds_a_path) {
    MadeTree made;
    const auto volumes = list_volumes(notebook(made).tree()).value();
    EXPECT_EQ(volume_of(volumes, "/home/anne/prive/a.pdf")->filesystem, "fuse.gocryptfs");
    EXPECT_EQ(volume_of(volumes, "/home/anne/prives")->mount, "/");
    EXPECT_EQ(volume_of(volumes, "/bootstrap")->mount, "/");
    EXPECT_EQ(volume_of({}, "/"), nullptr);
}

TEST(Volumes, a_tree_that_is_not_running_has_no_list_to_read) {
    MadeTree made;
    EXPECT_EQ(list_volumes(made.tree()).error().kind, ErrorKind::not_found);
}

TEST(Volumes, this_computer_has_a_root) {
    const auto volumes = list_volumes(FileTree()).value();
    EXPECT_NE(volume_of(volumes, "/"), nullptr);
}

TEST(MountTable, a_garbled_line_is_an_error_and_not_a_missing_volume) {
    EXPECT_TRUE(parse_mount_table("").value().empty());
    EXPECT_FALSE(parse_mount_table("22 1 253:1 / / rw - ext4\n"));
    EXPECT_FALSE(parse_mount_table("22 1 253 / / rw - ext4 /dev/sda rw\n"));
    EXPECT_FALSE(parse_mount_table("22 1 253:x / / rw - ext4 /dev/sda rw\n"));
}

TEST(MountTable, escaped_characters_are_read) {
    const auto mount =
        parse_mount_table("1 1 8:1 / /a\\040b\\134c\\04 rw - ext4 /dev/sda1 rw").value();
    EXPECT_EQ(mount[0].point, "/a b\\c\\04");
}

}  // namespace
}  // namespace primum::os
