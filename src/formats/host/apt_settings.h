// APT's settings: apt.conf(5), as "APT::Periodic::Unattended-Upgrade" and its value.
#pragma once

#include "formats/host/settings_file.h"

namespace primum::formats {

// Both writings, `A::B "x";` and `A { B "x"; };`, with comments. Settings without a group; a list's
// items have the list's name and an empty last part ("A::List::").
Settings parse_apt_settings(std::string_view text);

}  // namespace primum::formats
