#include "probes/host/updates.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "formats/host/apt_settings.h"
#include "formats/host/distribution_calendar.h"
#include "formats/host/package_log.h"
#include "probes/host/services.h"

namespace primum::probes {
namespace {

constexpr std::size_t log_bytes_max = 64_MiB;

Sentence pending_updates() { return {"les mises à jour en attente", "the pending updates"}; }

void count_pending(const Packages& packages, facts::Host& host) {
    const auto& installed = packages.installed;
    host.updates_pending = std::ranges::count_if(
        installed, [](const auto& entry) { return !entry.second.available.empty(); });
    host.security_updates_pending = std::ranges::count_if(
        installed, [](const auto& entry) { return entry.second.is_security_update; });
}

// The newest log may be fresh and empty: the one before it tells then.
formats::PackageLog whole_log(SettingsReader& reader) {
    formats::PackageLog whole;
    for (const auto* name : {"/var/log/dpkg.log", "/var/log/dpkg.log.1"}) {
        const auto text = reader.text(name, log_bytes_max);
        if (!text) continue;
        const auto log = formats::parse_package_log(*text);
        if (log.first) whole.first = log.first;
        if (!whole.last_upgraded) whole.last_upgraded = log.last_upgraded;
        if (!whole.last_installed) whole.last_installed = log.last_installed;
    }
    return whole;
}

// An upgrade on record; else, on a system that never had one, its installation.
std::optional<Time> last_updated(SettingsReader& reader) {
    const auto log = whole_log(reader);
    if (log.last_upgraded) return log.last_upgraded;
    if (log.first) return log.first;
    return reader.tree().modified_at("/var/lib/dpkg/status");
}

formats::Settings apt_settings(SettingsReader& reader) {
    formats::Settings settings;
    for (const auto& name : reader.names("/etc/apt/apt.conf.d")) {
        const auto text = reader.text("/etc/apt/apt.conf.d/" + name);
        if (text) settings.append(formats::parse_apt_settings(*text));
    }
    const auto text = reader.text("/etc/apt/apt.conf");
    if (text) settings.append(formats::parse_apt_settings(*text));
    return settings;
}

std::optional<bool> automatic_updates(SettingsReader& reader) {
    const auto& tree = reader.tree();
    if (tree.exists("/var/lib/linuxmint/mintupdate-automatic-upgrades-enabled")) return true;
    const auto settings = apt_settings(reader);
    if (reader.hidden("/etc/apt")) return std::nullopt;
    const auto wanted = settings.find("APT::Periodic::Unattended-Upgrade").value_or("0");
    const auto enabled = settings.find("APT::Periodic::Enable").value_or("1");
    const bool has_tool = tree.exists("/usr/bin/unattended-upgrade");
    const bool has_clock = starts_with_the_system(tree, "apt-daily-upgrade.timer") ||
                           tree.exists("/etc/cron.daily/apt-compat");
    return has_tool && has_clock && wanted != "0" && enabled != "0";
}

// Derived systems name the release that they are made from.
std::string series_of(const formats::Settings& release) {
    for (const auto* key : {"UBUNTU_CODENAME", "DEBIAN_CODENAME", "VERSION_CODENAME"}) {
        const auto series = release.find(key);
        if (series && !series->empty()) return std::string(*series);
    }
    return {};
}

std::optional<std::chrono::sys_days> end_of_support(SettingsReader& reader,
                                                    const formats::Settings& release) {
    if (const auto said = release.find("SUPPORT_END")) return formats::parse_day(*said);
    const auto series = series_of(release);
    const auto id = release.find("ID").value_or("");
    const bool is_ubuntu = release.find("UBUNTU_CODENAME").has_value() || id == "ubuntu";
    const auto* list =
        is_ubuntu ? "/usr/share/distro-info/ubuntu.csv" : "/usr/share/distro-info/debian.csv";
    auto text = reader.text(list);
    // Another system's list is no worse than its own: they are the same package.
    if (!text) text = SettingsReader(os::FileTree()).text(list);
    if (!text || series.empty()) return std::nullopt;
    return formats::supported_until(*text, series);
}

}  // namespace

void observe_updates(HostContext& context, SettingsReader& reader, facts::Host& host,
                     facts::Sink& sink) {
    const auto& packages = context.packages();
    if (!packages) {
        const bool other_family = packages.error().kind == ErrorKind::not_found;
        sink.could_not_see(
            join(pending_updates(), other_family
                                        ? Sentence{"ce système n'emploie pas les paquets de Debian",
                                                   "this system does not use Debian's packages"}
                                        : packages.error().message));
        return;
    }
    if (const auto updated = last_updated(reader)) {
        host.last_updated = *updated;
        host.days_since_update = context.days_since(*updated);
    }
    host.automatic_updates = automatic_updates(reader);
    host.restart_needed = reader.tree().exists("/run/reboot-required") ||
                          reader.tree().exists("/var/run/reboot-required");
    if (!packages->lists_refreshed) {
        sink.could_not_see(
            join(pending_updates(), {"la liste n'a jamais été demandée (lancez « apt update »)",
                                     "the list was never asked for (run \"apt update\")"}));
        return;
    }
    host.lists_refreshed = *packages->lists_refreshed;
    host.days_since_refresh = context.days_since(*packages->lists_refreshed);
    if (packages->unread_lists.empty()) {
        count_pending(*packages, host);
        return;
    }
    sink.could_not_see(
        join(pending_updates(), say("{} liste(s) d'APT illisible(s), par exemple {}",
                                    "{} of APT's lists could not be read, for example {}",
                                    packages->unread_lists.size(), packages->unread_lists[0])));
}

void observe_release(const HostContext& context, SettingsReader& reader, facts::Host& host,
                     facts::Sink& sink) {
    auto text = reader.text("/etc/os-release");
    if (!text) text = reader.text("/usr/lib/os-release");
    const auto release = formats::parse_assignments(text.value_or(""));
    if (const auto name = release.find("PRETTY_NAME")) host.os = printable(*name);
    if (const auto version = release.find("VERSION_ID")) host.os_version = printable(*version);
    const auto until = end_of_support(reader, release);
    if (!until) {
        sink.could_not_see(
            {"la fin de maintenance du système : version inconnue (le paquet distro-info-data "
             "manque peut-être)",
             "the end of the system's support: unknown release (the package distro-info-data may "
             "be missing)"});
        return;
    }
    host.os_supported_until = format_time(Time(*until)).substr(0, 10);
    host.os_support_days_left = -context.days_since(Time(*until));
}

}  // namespace primum::probes
