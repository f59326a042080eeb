#include "probes/host/services.h"

#include <algorithm>

#include "base/text.h"

namespace primum::probes {

Result<std::set<std::string>> running_programs(const os::FileTree& tree) {
    std::set<std::string> programs;
    bool has_processes = false;
    for (const auto& name : TRY(tree.list("/proc"))) {
        if (!parse_number(name)) continue;
        has_processes = true;
        const auto command = tree.read("/proc/" + name + "/comm", 4_KiB);
        if (command) programs.emplace(trim(*command));  // Otherwise it has just ended.
    }
    if (has_processes) return programs;
    return Error{ErrorKind::not_found,
                 {"les programmes en cours : ce système n'est pas en marche",
                  "the running programs: this system is not running"}};
}

bool starts_with_the_system(const os::FileTree& tree, const std::string& unit) {
    const std::filesystem::path systemd = "/etc/systemd/system";
    const auto masked = tree.resolve(systemd / unit);
    if (masked && *masked == "/dev/null") return false;
    const auto directories = tree.list(systemd);
    if (!directories) return false;
    return std::ranges::any_of(*directories, [&](const std::string& name) {
        return name.ends_with(".wants") && tree.exists(systemd / name / unit);
    });
}

}  // namespace primum::probes
