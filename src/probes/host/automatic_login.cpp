#include "probes/host/automatic_login.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace primum::probes {
namespace {

using Logins = std::vector<AutomaticLogin>;

bool is_on(const std::optional<std::string_view>& value) {
    return value && formats::parse_flag(*value) == true;
}

void add(Logins& logins, std::optional<std::string_view> account, std::string_view by) {
    if (account && !account->empty()) logins.push_back({printable(*account), std::string(by)});
}

void ask_gdm(SettingsReader& reader, Logins& logins) {
    for (const auto* file :
         {"/etc/gdm3/daemon.conf", "/etc/gdm3/custom.conf", "/etc/gdm/custom.conf"}) {
        const auto settings = reader.key_files({file});
        if (is_on(settings.find("daemon", "AutomaticLoginEnable"))) {
            add(logins, settings.find("daemon", "AutomaticLogin"), "gdm");
        }
        if (is_on(settings.find("daemon", "TimedLoginEnable"))) {
            add(logins, settings.find("daemon", "TimedLogin"), "gdm");
        }
    }
}

void ask_lightdm(SettingsReader& reader, Logins& logins) {
    const auto settings =
        reader.key_files({"/usr/share/lightdm/lightdm.conf.d", "/etc/xdg/lightdm/lightdm.conf.d",
                          "/etc/lightdm/lightdm.conf.d", "/etc/lightdm/lightdm.conf"});
    // [Seat:*], [Seat:0], and [SeatDefaults] of old.
    std::string_view account;
    for (const auto& setting : settings.all()) {
        const bool is_seat = setting.group.starts_with("Seat");
        if (is_seat && setting.key == "autologin-user") account = setting.value;
    }
    add(logins, account, "lightdm");
}

void ask_others(SettingsReader& reader, Logins& logins) {
    const auto sddm =
        reader.key_files({"/usr/lib/sddm/sddm.conf.d", "/etc/sddm.conf.d", "/etc/sddm.conf"});
    add(logins, sddm.find("Autologin", "User"), "sddm");

    const auto lxdm = reader.key_files({"/etc/lxdm/lxdm.conf"});
    add(logins, lxdm.find("base", "autologin"), "lxdm");

    // TOML, but the few keys asked for are written as in a key file, with quotes.
    const auto greetd = reader.key_files({"/etc/greetd/config.toml"});
    if (const auto user = greetd.find("initial_session", "user")) {
        auto name = *user;
        while (!name.empty() && name.front() == '"') name.remove_prefix(1);
        add(logins, name.substr(0, name.find('"')), "greetd");
    }

    const auto nodm = formats::parse_assignments(reader.text("/etc/default/nodm").value_or(""));
    if (is_on(nodm.find("NODM_ENABLED"))) add(logins, nodm.find("NODM_USER"), "nodm");
}

// ExecStart=-/sbin/agetty --autologin anne --noclear %I $TERM; the last one counts.
void ask_unit(SettingsReader& reader, const std::vector<std::filesystem::path>& files,
              Logins& logins) {
    const auto settings = reader.key_files(files);
    const auto command = settings.find("Service", "ExecStart");
    if (!command) return;
    const auto words = split(*command, ' ');
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto word = words[i];
        if (word.starts_with("--autologin=")) add(logins, word.substr(12), "getty");
        const bool is_option = word == "--autologin" || word == "-a";
        if (is_option && i + 1 < words.size()) add(logins, words[i + 1], "getty");
    }
}

void ask_consoles(SettingsReader& reader, Logins& logins) {
    const std::filesystem::path systemd = "/etc/systemd/system";
    for (const auto& name : reader.names(systemd)) {
        if (!contains(name, "getty")) continue;
        const bool is_unit = name.ends_with(".service") || name.ends_with(".service.d");
        if (is_unit) ask_unit(reader, {systemd / name}, logins);
    }
}

}  // namespace

std::vector<AutomaticLogin> automatic_logins(SettingsReader& reader) {
    Logins logins;
    ask_gdm(reader, logins);
    ask_lightdm(reader, logins);
    ask_others(reader, logins);
    ask_consoles(reader, logins);
    return logins;
}

bool automatic_logins_hidden(const SettingsReader& reader) {
    constexpr std::array places{"/etc/gdm3",          "/etc/gdm",       "/etc/lightdm",
                                "/etc/xdg",           "/etc/sddm.conf", "/etc/sddm.conf.d",
                                "/etc/lxdm",          "/etc/greetd",    "/etc/default/nodm",
                                "/etc/systemd/system"};
    return std::ranges::any_of(places, [&](const char* place) { return reader.hidden(place); });
}

}  // namespace primum::probes
