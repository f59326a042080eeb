// What dpkg did, and when: /var/log/dpkg.log, dpkg(1).
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace primum::formats {

struct PackageLog {
    std::optional<Time> first;          // Of its entries.
    std::optional<Time> last_upgraded;  // A package got a newer version.
    std::optional<Time> last_installed;
};

// Times are local to the computer and taken for UTC: the difference does not matter for days.
PackageLog parse_package_log(std::string_view text);

}  // namespace primum::formats
