#include "probes/host/remote_control.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace primum::probes {
namespace {

using formats::Settings;

// Each setting file of AnyDesk: a hash of the password for unattended access is there once set.
bool anydesk(SettingsReader& reader, const std::vector<LocalAccount>& people) {
    std::vector<std::filesystem::path> files{
        "/etc/anydesk/service.conf", "/etc/anydesk/system.conf", "/root/.anydesk/service.conf"};
    for (const auto& person : people) files.push_back(person.home / ".anydesk/service.conf");
    return std::ranges::any_of(files, [&](const std::filesystem::path& file) {
        const auto settings = formats::parse_assignments(reader.text(file).value_or(""));
        return !settings.find("ad.anynet.pwd_hash").value_or("").empty();
    });
}

// global.conf: lines "[bin  ] SecurityPasswordAES = …", with spaces inside the brackets.
bool teamviewer(SettingsReader& reader) {
    for (const auto* file : {"/opt/teamviewer/config/global.conf", "/etc/teamviewer/global.conf"}) {
        const auto text = reader.text(file).value_or("");
        for (const auto line : split(text, '\n')) {
            const auto bracket = line.find(']');
            const auto equals = line.find('=');
            if (bracket == std::string_view::npos || equals == std::string_view::npos) continue;
            if (equals < bracket || trim(line.substr(equals + 1)).empty()) continue;
            const auto key = trim(line.substr(bracket + 1, equals - bracket - 1));
            const bool is_password =
                key.starts_with("SecurityPassword") || key.starts_with("PermanentPassword");
            if (is_password && !key.ends_with("Date")) return true;
        }
    }
    return false;
}

std::string_view unquoted(std::string_view value) {
    value = trim(value);
    if (value.size() < 2 || (value[0] != '\'' && value[0] != '"')) return value;
    return value.substr(1, value.size() - 2);
}

// RustDesk.toml keeps the permanent password, RustDesk2.toml under [options] whether it is enough:
// approve-mode "click" asks the person.
bool rustdesk(SettingsReader& reader, const std::vector<LocalAccount>& people) {
    std::vector<std::filesystem::path> directories{"/root/.config/rustdesk"};
    for (const auto& person : people) directories.push_back(person.home / ".config/rustdesk");
    return std::ranges::any_of(directories, [&](const std::filesystem::path& directory) {
        const auto main = reader.key_files({directory / "RustDesk.toml"});
        const auto options = reader.key_files({directory / "RustDesk2.toml"});
        const bool has_password = !unquoted(main.find("password").value_or("")).empty();
        const auto mode = unquoted(options.find("options", "approve-mode").value_or(""));
        const auto method = unquoted(options.find("options", "verification-method").value_or(""));
        return has_password && mode != "click" && method != "use-temporary-password";
    });
}

}  // namespace

std::optional<bool> lets_in_unattended(std::string_view program, SettingsReader& reader,
                                       const std::vector<LocalAccount>& people) {
    bool open = false;
    std::string_view places = "/";
    if (program == "AnyDesk") {
        open = anydesk(reader, people);
        places = "/etc/anydesk";
    } else if (program == "TeamViewer") {
        open = teamviewer(reader);
        places = "/opt/teamviewer";
    } else if (program == "RustDesk") {
        open = rustdesk(reader, people);
        places = "/root/.config/rustdesk";
    } else {
        return std::nullopt;
    }
    if (!open && reader.hidden(places)) return std::nullopt;
    return open;
}

bool is_always_open(std::string_view program) {
    constexpr std::array<std::string_view, 9> agents{
        "Chrome Remote Desktop", "NoMachine",     "DWService",
        "MeshCentral",           "ScreenConnect", "Splashtop",
        "Zoho Assist",           "RealVNC",       "x11vnc"};
    return std::ranges::find(agents, program) != agents.end();
}

std::vector<SharedDesktop> shared_desktops(SettingsReader& reader,
                                           const std::vector<LocalAccount>& people) {
    std::vector<SharedDesktop> shared;
    DesktopSettings settings(reader);
    for (const auto& person : people) {
        if (!settings.use_person(person.home)) continue;
        const std::string gnome = "org.gnome.desktop.remote-desktop";
        if (reader.tree().exists("/usr/libexec/gnome-remote-desktop-daemon")) {
            if (settings.flag(gnome + ".rdp", "enable", false)) {
                shared.push_back({person.name, "Bureau distant de GNOME (RDP)", true});
            }
            if (settings.flag(gnome + ".vnc", "enable", false)) {
                shared.push_back({person.name, "Bureau distant de GNOME (VNC)", true});
            }
        }
        const auto krfb = reader.key_files({person.home / ".config/krfbrc"});
        const auto unattended =
            formats::parse_flag(krfb.find("Security", "allowUnattendedAccess").value_or("")) ==
            true;
        if (unattended && reader.tree().exists("/usr/bin/krfb")) {
            shared.push_back({person.name, "Krfb", true});
        }
    }
    return shared;
}

}  // namespace primum::probes
