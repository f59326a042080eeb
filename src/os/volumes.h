// Volumes: where files are really kept, and whether somebody who carries the disk away can read
// them.
//
// Encryption is told from the kernel's own description: device-mapper targets (LUKS, VeraCrypt)
// below a file system in /sys/class/block, and file systems that encrypt by themselves (gocryptfs,
// eCryptfs, EncFS). What it does not say (ZFS and a container's own root) stays unknown, which is
// never "not encrypted" and never "encrypted". A folder encrypted inside a file system (fscrypt) is
// asked of FileTree::is_encrypted.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "os/file_tree.h"

namespace primum::os {

struct Volume {
    std::string device;           // "/dev/sda1", "/dev/mapper/home", "tank/home"; what is mounted.
    std::filesystem::path mount;  // "[SWAP]" for swap space.
    std::string filesystem;       // "ext4", "vfat", "zfs"; "swap".
    std::optional<bool> encrypted;
    std::string encryption;  // "luks", "veracrypt", "gocryptfs", ...; empty when none is known.
    std::optional<bool> removable;  // A key, a card or an external disk.
    bool network = false;           // The files are on another machine.
    bool memory = false;            // Gone when the computer is switched off: tmpfs, zram.
    bool read_only = false;
};

// Every mounted file system that holds files of its own (not /proc and the like), each once, and
// the swap space.
Result<std::vector<Volume>> list_volumes(const FileTree& tree);

// The one that `path` lies on, or null; the longest mount point decides. `path` is absolute and
// free of links.
const Volume* volume_of(const std::vector<Volume>& volumes, const std::filesystem::path& path);

// A file system by this name is on another machine / holds no files on a disk.
bool is_network_filesystem(std::string_view filesystem);

}  // namespace primum::os
