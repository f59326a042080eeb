// What is mounted, as the kernel lists it: /proc/self/mountinfo (proc(5)). A pure function.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace primum::os {

constexpr std::size_t mounts_max = 4096;

struct Mount {
    std::uint32_t major = 0;  // Of the device; 0 where there is none (tmpfs, network, btrfs, ZFS).
    std::uint32_t minor = 0;
    std::string root;  // The part of the file system that is shown here; "/" for all of it.
    std::filesystem::path point;
    std::string options;     // "rw,nosuid"
    std::string filesystem;  // "ext4", "fuse.gocryptfs"
    std::string source;      // "/dev/sda1", "tank/home"
};

// In the order of mounting. Fails with ErrorKind::malformed on a line that is none.
Result<std::vector<Mount>> parse_mount_table(std::string_view text);

}  // namespace primum::os
