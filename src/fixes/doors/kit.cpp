#include "fixes/doors/kit.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "fixes/changes/command_change.h"
#include "fixes/changes/file_edit.h"
#include "os/command.h"
#include "os/processes.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;

// The file that one process was started with; empty when it was not told.
std::string file_in(const os::Process& process, const Server& server) {
    const auto& argv = process.argv;
    for (std::size_t i = 1; i < argv.size(); ++i) {
        const std::string_view argument = argv[i];
        for (const auto option : server.options) {
            if (option.ends_with('=') && argument.starts_with(option)) {
                return std::string(argument.substr(option.size()));
            }
            if (argument == option && i + 1 < argv.size()) return argv[i + 1];
        }
        if (server.takes_file_alone && !argument.empty() && argument.front() != '-') {
            return std::string(argument);
        }
    }
    return {};
}

std::optional<std::uint16_t> port_in(std::string_view text) {
    const auto number = parse_number(text);
    if (!number || *number > 0xFFFF) return std::nullopt;
    return static_cast<std::uint16_t>(*number);
}

// "ADDRESS:PORT", "[ADDRESS]:PORT" or "ADDRESS".
Place place_of_endpoint(std::string_view text) {
    Place place;
    const auto bracket = text.find(']');
    const auto colon = text.rfind(':');
    const bool has_brackets = text.starts_with('[') && bracket != std::string_view::npos;
    const bool has_port = colon != std::string_view::npos &&
                          (has_brackets ? colon == bracket + 1 : text.find(':') == colon);
    if (has_port) place.port = port_in(text.substr(colon + 1)).value_or(0);
    if (has_brackets)
        place.address = text.substr(1, bracket - 1);
    else
        place.address = text.substr(0, has_port ? colon : text.size());
    return place;
}

// A unit without an [Install] section is "static", which is-enabled answers with 0 as well: only
// what disable changes counts.
std::string is_enabled(const std::string& service) {
    return fmt::format("systemctl is-enabled {} 2>/dev/null | grep -qx enabled", service);
}

std::string is_active(const std::string& service) {
    return fmt::format("systemctl is-active --quiet {}", service);
}

bool shell_says(const std::string& question) {
    const auto answer = os::run_command({.argv = {"sh", "-c", question}});
    return answer && answer->status == 0;
}

// `service` is one of our own names. To disable and to stop are two steps: a process that is killed
// between them leaves it half done.
std::unique_ptr<Change> unit_off(const std::string& service) {
    const auto active = is_active(service);
    const auto enabled = is_enabled(service);
    const bool runs = shell_says(active);
    const bool starts = shell_says(enabled);
    if (!runs && !starts) return nullptr;
    Words back{"systemctl", starts ? "enable" : "start"};
    if (starts && runs) back.emplace_back("--now");
    back.push_back(service);
    const auto untouched = runs && starts ? active + " && " + enabled : runs ? active : enabled;
    return CommandChange::plan({.apply = {"systemctl", "disable", "--now", service},
                                .revert = std::move(back),
                                .check = {"sh", "-c", active + " || " + enabled},
                                .done_when_check_fails = true,
                                .untouched = {"sh", "-c", untouched}});
}

}  // namespace

bool Situation::is_own(std::string_view address) const {
    const auto parsed = IpAddress::parse(address);
    if (!parsed) return false;
    return parsed->is_loopback() || parsed->is_unspecified() ||
           std::ranges::find(own, *parsed) != own.end();
}

std::vector<fs::path> settings_files(const Situation& situation, const Server& server) {
    std::vector<fs::path> files;
    const auto add = [&](const fs::path& file) {
        std::error_code failure;
        const bool is_new = std::ranges::find(files, file) == files.end();
        if (is_new && fs::is_regular_file(file, failure)) files.push_back(file);
    };
    const auto processes =
        situation.is_live() ? os::processes_named(server.process) : std::vector<os::Process>{};
    for (const auto& process : processes) {
        const auto file = file_in(process, server);
        if (!file.empty()) add(fs::path(process.working_folder) / file);
    }
    if (files.empty()) add(situation.at(server.usual));
    return files;
}

std::vector<fs::path> files_at(const fs::path& place, std::string_view ending) {
    std::error_code failure;
    if (fs::is_regular_file(place, failure)) return {place};
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(place, failure)) {
        const auto name = entry.path().filename().string();
        if (name.ends_with(ending) && entry.is_regular_file(failure)) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

std::optional<Place> place_of(const Subject& subject) {
    const std::string_view name = subject.name;
    const auto mark = name.find("://");
    if (mark == std::string_view::npos) {
        auto place = place_of_endpoint(name.substr(0, name.find(' ')));
        const auto port = subject.details.find("port");
        if (place.port == 0 && port != subject.details.end()) {
            place.port = port_in(port->second).value_or(0);
        }
        if (!IpAddress::parse(place.address)) return std::nullopt;
        return place;
    }
    const auto rest = name.substr(mark + 3);
    const auto slash = std::min(rest.find('/'), rest.size());
    Place place{.protocol = std::string(name.substr(0, mark)),
                .address = std::string(rest.substr(0, slash))};
    if (slash < rest.size()) place.name = rest.substr(slash + 1);
    if (!IpAddress::parse(place.address)) return std::nullopt;
    return place;
}

std::optional<fs::path> path_of(const Subject& subject) {
    const std::string_view name = subject.name;
    if (!name.starts_with('/')) return std::nullopt;
    for (const auto end : {name.size(), name.find('!'), name.rfind(" (")}) {
        std::error_code failure;
        auto real = fs::canonical(name.substr(0, end), failure);
        if (!failure) return real;
    }
    return std::nullopt;
}

std::vector<OwnSubject> own_subjects(const Situation& situation,
                                     const std::vector<std::string_view>& protocols) {
    std::vector<OwnSubject> found;
    for (const auto& subject : situation.subjects) {
        auto place = place_of(subject);
        if (!place || !situation.is_own(place->address)) continue;
        const bool is_wanted =
            protocols.empty() || std::ranges::find(protocols, place->protocol) != protocols.end();
        if (is_wanted) found.push_back({&subject, std::move(*place)});
    }
    return found;
}

Error not_on_this_computer(const Situation& situation) {
    std::set<std::string> machines;
    for (const auto& subject : situation.subjects) {
        const auto place = place_of(subject);
        if (place && !situation.is_own(place->address)) machines.insert(place->address);
    }
    if (machines.empty()) {
        return nothing_to_mend({"Primum ne sait pas réparer cela sur cet ordinateur",
                                "Primum cannot mend this on this computer"});
    }
    return nothing_to_mend(
        say("c'est sur une autre machine ({}). Si elle tourne sous Linux, lancez-y Primum ; sinon, "
            "suivez les étapes à la main",
            "it is on another machine ({}). If it runs Linux, run Primum there; else follow the "
            "steps by hand",
            fmt::format("{}", fmt::join(machines, ", "))));
}

Error nothing_to_mend(Sentence why) { return {ErrorKind::not_found, std::move(why)}; }

Result<std::string> text_at(const fs::path& path) {
    const auto file = TRY(os::read_kept_file(path));
    return file ? file->content : std::string();
}

Result<> add_edit(Plan& plan, const fs::path& path, std::string content, unsigned permissions,
                  const std::string& hidden) {
    const auto now = TRY(os::read_kept_file(path));
    if (now && now->content == content) return {};
    plan.changes.push_back(TRY(FileEdit::rewrite(path, std::move(content), permissions, hidden)));
    return {};
}

Result<> add_settings(Plan& plan, const fs::path& path, const formats::SettingsDialect& dialect,
                      const std::vector<NewSetting>& settings) {
    auto text = TRY(text_at(path));
    for (const auto& [where, value] : settings) {
        if (formats::setting(text, dialect, where) == value) continue;
        text = formats::with_setting(text, dialect, where, value);
    }
    return add_edit(plan, path, std::move(text));
}

std::unique_ptr<Change> service_off(const Situation& situation, const std::string& service) {
    if (!situation.is_live()) return nullptr;
    if (systemd_runs()) return unit_off(service);
    const auto script = "/etc/init.d/" + service;
    const auto runs = os::run_command({.argv = {script, "status"}});
    if (!runs || runs->status != 0) return nullptr;
    return CommandChange::plan({.apply = {script, "stop"},
                                .revert = {script, "start"},
                                .check = {script, "status"},
                                .done_when_check_fails = true});
}

}  // namespace primum::fixes
