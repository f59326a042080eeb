// What runs on a system and what starts with it: /proc, and systemd's directories of links.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "os/file_tree.h"

namespace primum::probes {

// Short names of the processes ("clamd"; the kernel keeps 15 characters). Fails where the tree has
// no /proc: a disk that was mounted does not run.
Result<std::set<std::string>> running_programs(const os::FileTree& tree);

// `unit` ("ufw.service") is enabled: some target wants it. Links made by packages count, an empty
// or masking one (to /dev/null) does not.
bool starts_with_the_system(const os::FileTree& tree, const std::string& unit);

}  // namespace primum::probes
