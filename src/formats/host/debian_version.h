// The order of Debian package versions: deb-version(7).
#pragma once

#include <compare>
#include <string_view>

namespace primum::formats {

// As `dpkg --compare-versions` orders them: epoch, upstream version, revision; "~" before anything.
std::strong_ordering compare_debian_versions(std::string_view left, std::string_view right);

}  // namespace primum::formats
