// The folders of one person that leave the computer: what synchronisation programs are set to.
#pragma once

#include <string>
#include <vector>

#include "probes/host/settings_reader.h"

namespace primum::probes {

struct CloudFolder {
    std::string program;  // As in known_software.h.
    std::string folder;   // Absolute; for rclone, the name of the distant place and its kind.
};

std::vector<CloudFolder> cloud_folders(SettingsReader& reader, const std::filesystem::path& home);

}  // namespace primum::probes
