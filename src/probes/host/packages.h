// The packages of a Debian system: what is installed, and what the lists of the distribution offer.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "os/file_tree.h"

namespace primum::probes {

struct InstalledPackage {
    std::string version;
    std::string available;            // A newer version in the lists; empty when there is none.
    bool is_security_update = false;  // The newer version is in a list of security updates.
};

struct Packages {
    // By name; of several architectures, the one that is most behind.
    std::map<std::string, InstalledPackage, std::less<>> installed;
    std::optional<Time> lists_refreshed;    // Nothing when there are no lists.
    std::vector<std::string> unread_lists;  // Compressed in a way that is not read here.

    const InstalledPackage* find(std::string_view name) const;
};

// ErrorKind::not_found where there is no dpkg: another family of systems.
Result<Packages> read_packages(const os::FileTree& tree);

}  // namespace primum::probes
