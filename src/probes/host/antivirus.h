// Which antivirus watches this computer, whether it runs, and how old its list is.
#pragma once

#include <optional>
#include <string>

#include "probes/host/host_context.h"

namespace primum::probes {

struct Antivirus {
    std::string name;  // Empty when none is installed.
    std::optional<bool> running;
    std::optional<std::int64_t> days_old;
};

Antivirus find_antivirus(const HostContext& context);

}  // namespace primum::probes
