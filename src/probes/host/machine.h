// What kind of machine this is: one that is carried, one that stays, or one inside another.
#pragma once

#include <optional>
#include <string>

#include "os/file_tree.h"

namespace primum::probes {

struct Machine {
    std::string kind = "unknown";  // laptop, desktop, server, virtual, container
    std::optional<bool> portable;
    bool graphical = false;  // Has a desktop to log in to.
};

Machine describe_machine(const os::FileTree& tree);

}  // namespace primum::probes
