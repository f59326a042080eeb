// Whether a remote-control program lets somebody in while nobody is in front of the computer.
#pragma once

#include <optional>

#include "probes/host/desktop_settings.h"
#include "probes/host/people.h"

namespace primum::probes {

// By the program's own settings; nothing where they do not tell, or could not be read. `people` are
// those whose folders may be read.
std::optional<bool> lets_in_unattended(std::string_view program, SettingsReader& reader,
                                       const std::vector<LocalAccount>& people);

// Programs that exist to let in: an installed agent is open for as long as it runs.
bool is_always_open(std::string_view program);

// Remote desktops that come with a desktop environment and are on for one person: "gnome" (its
// remote desktop), "krfb", "vino".
struct SharedDesktop {
    std::string account;
    std::string name;
    bool unattended = false;  // Does not ask who sits there.
};
std::vector<SharedDesktop> shared_desktops(SettingsReader& reader,
                                           const std::vector<LocalAccount>& people);

}  // namespace primum::probes
