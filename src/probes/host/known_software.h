// Programs that matter to patients' data, and how each is recognised on a Linux system.
#pragma once

#include <span>
#include <string_view>

namespace primum::probes {

struct KnownSoftware {
    std::string_view name;
    std::string_view category;  // As in the table `software`.
    std::string_view packages;  // Debian packages, separated by spaces; the first one found counts.
    std::string_view flatpak;   // Application ids; empty when there is none.
    std::string_view snap;
    std::string_view path;     // A file or folder that an installer leaves.
    std::string_view process;  // Its process, as the kernel names it (15 characters).
    std::string_view unit;     // The service that starts it with the system.
};

std::span<const KnownSoftware> known_software();

}  // namespace primum::probes
