#include "os/processes.h"

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "os/file.h"

namespace primum::os {
namespace {

std::vector<std::string> arguments_of(const std::filesystem::path& folder) {
    const auto text = read_text(folder / "cmdline", command_line_bytes_max);
    std::vector<std::string> arguments;
    if (!text) return arguments;
    for (const auto part : split(*text, '\0')) arguments.emplace_back(part);
    if (!arguments.empty() && arguments.back().empty()) arguments.pop_back();
    return arguments;
}

// "vsftpd", "/usr/sbin/vsftpd" and daemons that rewrite what they are called ("postgres: writer",
// "redis-server 0.0.0.0:6379") are one program.
bool is_called(std::string_view program, std::string_view name) {
    program = program.substr(0, program.find_first_of(": "));
    return program.substr(program.rfind('/') + 1) == name;
}

}  // namespace

std::vector<Process> processes_named(std::string_view name) {
    std::vector<Process> found;
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", failure)) {
        const auto id = parse_number(entry.path().filename().string());
        if (!id) continue;
        auto arguments = arguments_of(entry.path());
        if (arguments.empty() || !is_called(arguments.front(), name)) continue;
        std::error_code hidden;
        auto folder = std::filesystem::read_symlink(entry.path() / "cwd", hidden).string();
        found.push_back({.id = static_cast<pid_t>(*id),
                         .argv = std::move(arguments),
                         .working_folder = std::move(folder)});
    }
    std::ranges::sort(found, {}, &Process::id);
    return found;
}

}  // namespace primum::os
