#include "probes/host/session_lock.h"

#include <algorithm>
#include <map>

#include "base/byte_reader.h"
#include "formats/host/idle_lock.h"
#include "formats/host/xfconf.h"

namespace primum::probes {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

SessionRules locked_after(bool locks, seconds after) {
    return {.locks = locks, .after = locks ? after : seconds(0)};
}

// Cinnamon keeps GNOME's keys under its own name. Default delays are those of upstream; the
// distribution's own come from its schemas.
SessionRules gnome_family(const DesktopSettings& settings, const std::string& prefix,
                          seconds idle_default) {
    const auto idle =
        settings.number(prefix + ".desktop.session", "idle-delay", idle_default.count());
    const auto grace = settings.number(prefix + ".desktop.screensaver", "lock-delay", 0);
    const bool enabled = settings.flag(prefix + ".desktop.screensaver", "lock-enabled", true) &&
                         !settings.flag(prefix + ".desktop.lockdown", "disable-lock-screen", false);
    auto rules = locked_after(enabled && idle > 0, seconds(idle + grace));

    // A program on an inserted medium is started after a question, unless that was turned off.
    const std::vector<std::string> usual{"x-content/unix-software"};
    const auto started =
        settings.list(prefix + ".desktop.media-handling", "autorun-x-content-start-app", usual);
    const bool asks = !settings.flag(prefix + ".desktop.media-handling", "autorun-never", false) &&
                      std::ranges::find(started, usual[0]) != started.end();
    rules.usb_programs = asks ? "asks" : "never";
    return rules;
}

SessionRules gnome(const DesktopSettings& settings) {
    auto rules = gnome_family(settings, "org.gnome", seconds(300));
    const std::string notifications = "org.gnome.desktop.notifications";
    rules.notifications_when_locked = settings.flag(notifications, "show-in-lock-screen", true) &&
                                      settings.flag(notifications, "show-banners", true);
    return rules;
}

// MATE counts in minutes.
SessionRules mate(const DesktopSettings& settings) {
    const auto idle = settings.number("org.mate.session", "idle-delay", 5);
    const auto grace = settings.number("org.mate.screensaver", "lock-delay", 0);
    const bool enabled = settings.flag("org.mate.screensaver", "lock-enabled", true) &&
                         settings.flag("org.mate.screensaver", "idle-activation-enabled", true);
    auto rules = locked_after(enabled && idle > 0, minutes(idle + grace));
    const bool never = settings.flag("org.mate.media-handling", "autorun-never", false);
    rules.usb_programs = never ? "never" : "asks";
    return rules;
}

SessionRules kde(const std::filesystem::path& home, SettingsReader& reader) {
    const auto settings =
        reader.key_files({"/etc/xdg/kscreenlockerrc", home / ".config/kscreenlockerrc"});
    const auto number = [&](std::string_view key, std::int64_t otherwise) {
        return formats::parse_signed(settings.find("Daemon", key).value_or("")).value_or(otherwise);
    };
    const bool enabled =
        formats::parse_flag(settings.find("Daemon", "Autolock").value_or("")).value_or(true);
    const auto idle = number("Timeout", 5);
    auto rules = locked_after(enabled && idle > 0, minutes(idle) + seconds(number("LockGrace", 5)));
    rules.usb_programs = "never";  // Plasma offers to open the files, never a program on it.
    return rules;
}

using Channel = std::map<std::string, std::string, std::less<>>;

// The person's file over the system's.
Channel xfce_channel(const std::string& name, const std::filesystem::path& home,
                     SettingsReader& reader) {
    Channel channel;
    const std::string below = "xfce4/xfconf/xfce-perchannel-xml/" + name + ".xml";
    for (const auto& path : {std::filesystem::path("/etc/xdg") / below, home / ".config" / below}) {
        const auto file = reader.text(path);
        const auto parsed =
            file ? formats::parse_xfconf_channel(as_bytes(*file)) : Result<Channel>(Channel{});
        if (!parsed) continue;
        for (const auto& [key, value] : *parsed) channel.insert_or_assign(key, value);
    }
    return channel;
}

bool flag_in(const Channel& channel, std::string_view key, bool otherwise) {
    const auto found = channel.find(key);
    if (found == channel.end()) return otherwise;
    return formats::parse_flag(found->second).value_or(otherwise);
}

std::int64_t number_in(const Channel& channel, std::string_view key, std::int64_t otherwise) {
    const auto found = channel.find(key);
    if (found == channel.end()) return otherwise;
    return formats::parse_signed(found->second).value_or(otherwise);
}

SessionRules xscreensaver(const std::filesystem::path& home, SettingsReader& reader) {
    formats::XScreensaverSettings settings{
        .locks = false, .is_on = true, .timeout = minutes(10), .lock_timeout = seconds(0)};
    for (const auto& path :
         {std::filesystem::path("/etc/X11/app-defaults/XScreenSaver"), home / ".xscreensaver"}) {
        const auto written = formats::parse_xscreensaver(reader.text(path).value_or(""));
        if (written.locks) settings.locks = written.locks;
        if (written.is_on) settings.is_on = written.is_on;
        if (written.timeout) settings.timeout = written.timeout;
        if (written.lock_timeout) settings.lock_timeout = written.lock_timeout;
    }
    const bool locks = *settings.locks && *settings.is_on && settings.timeout->count() > 0;
    return locked_after(locks, *settings.timeout + *settings.lock_timeout);
}

// Desktops that lock by whatever locker is installed.
SessionRules any_locker(const std::filesystem::path& home, SettingsReader& reader,
                        const DesktopSettings& settings) {
    const auto& tree = reader.tree();
    if (tree.exists("/usr/bin/light-locker")) {
        // It locks after the X server's screen saver, that starts after ten minutes.
        const auto grace = settings.number("apps.light-locker", "lock-after-screensaver", 5);
        return locked_after(grace > 0, minutes(10) + seconds(grace));
    }
    if (tree.exists("/usr/bin/xscreensaver")) return xscreensaver(home, reader);
    return locked_after(false, {});
}

SessionRules xfce(const std::filesystem::path& home, SettingsReader& reader,
                  const DesktopSettings& settings) {
    auto rules = any_locker(home, reader, settings);
    if (reader.tree().exists("/usr/bin/xfce4-screensaver")) {
        const auto saver = xfce_channel("xfce4-screensaver", home, reader);
        const bool locks = flag_in(saver, "/saver/enabled", true) &&
                           flag_in(saver, "/saver/idle-activation/enabled", true) &&
                           flag_in(saver, "/lock/enabled", true) &&
                           flag_in(saver, "/lock/saver-activation/enabled", true);
        rules = locked_after(locks, minutes(number_in(saver, "/saver/idle-activation/delay", 5) +
                                            number_in(saver, "/lock/saver-activation/delay", 0)));
    }
    const auto volumes = xfce_channel("thunar-volman", home, reader);
    rules.usb_programs = flag_in(volumes, "/autorun/enabled", false) ? "runs" : "never";
    return rules;
}

SessionRules sway(const std::filesystem::path& home, SettingsReader& reader) {
    std::vector<std::filesystem::path> files;
    for (const auto& own : {home / ".config/sway/config", home / ".sway/config"}) {
        if (files.empty() && reader.tree().exists(own)) files.push_back(own);
    }
    if (files.empty()) files.emplace_back("/etc/sway/config");
    for (const auto& directory :
         {std::filesystem::path("/etc/sway/config.d"), home / ".config/sway/config.d"}) {
        for (const auto& name : reader.names(directory)) files.push_back(directory / name);
    }
    files.push_back(home / ".config/swayidle/config");
    formats::IdleLock lock;
    for (const auto& file : files) {
        const auto here = formats::parse_swayidle(reader.text(file).value_or(""));
        if (here.locks && (!lock.locks || here.after < lock.after)) lock = here;
    }
    auto rules = locked_after(lock.locks, lock.after);
    rules.usb_programs = "never";
    return rules;
}

// Whatever the desktop: systemd locks every session when the computer is idle, logind.conf(5).
void add_idle_action(SettingsReader& reader, SessionRules& rules) {
    const auto settings =
        reader.key_files({"/usr/lib/systemd/logind.conf.d", "/etc/systemd/logind.conf",
                          "/etc/systemd/logind.conf.d"});
    if (settings.find("Login", "IdleAction") != "lock") return;
    const auto written = settings.find("Login", "IdleActionSec").value_or("30min");
    const auto after = formats::parse_time_span(written).value_or(minutes(30));
    const bool is_sooner = rules.locks != true || after < rules.after;
    if (!is_sooner) return;
    rules.locks = true;
    rules.after = after;
}

}  // namespace

SessionRules session_rules(std::string_view desktop, const std::filesystem::path& home,
                           SettingsReader& reader, const DesktopSettings& settings) {
    SessionRules rules;
    if (desktop == "gnome") rules = gnome(settings);
    if (desktop == "cinnamon") rules = gnome_family(settings, "org.cinnamon", seconds(900));
    if (desktop == "mate") rules = mate(settings);
    if (desktop == "kde") rules = kde(home, reader);
    if (desktop == "xfce") rules = xfce(home, reader, settings);
    if (desktop == "sway") rules = sway(home, reader);
    if (desktop == "lxde" || desktop == "lxqt") rules = any_locker(home, reader, settings);
    if (rules.locks) add_idle_action(reader, rules);
    return rules;
}

}  // namespace primum::probes
