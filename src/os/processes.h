// Processes: what runs on this computer, from /proc (proc(5)).
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace primum::os {

constexpr std::size_t command_line_bytes_max = 128UL * 1024;

struct Process {
    pid_t id = 0;
    std::vector<std::string> argv;  // As it was started; it may have rewritten it since.
    std::string working_folder;     // Empty where we may not see it.
};

// The processes whose program is called `name`, the oldest first. Those of the kernel have no
// command line and are never among them.
std::vector<Process> processes_named(std::string_view name);

}  // namespace primum::os
