#include "probes/host/cloud_folders.h"

#include "base/text.h"

namespace primum::probes {
namespace {

using Folders = std::vector<CloudFolder>;

std::string absolute(std::string_view folder, const std::filesystem::path& home) {
    if (folder.starts_with("~/")) return (home / folder.substr(2)).string();
    if (!folder.starts_with('/')) return (home / folder).string();
    while (folder.size() > 1 && folder.ends_with('/')) folder.remove_suffix(1);
    return printable(folder, 1000);
}

// {"personal": {"path": "/home/anne/Dropbox", …}}: the text behind each "path".
void ask_dropbox(SettingsReader& reader, const std::filesystem::path& home, Folders& folders) {
    const auto text = reader.text(home / ".dropbox/info.json").value_or("");
    constexpr std::string_view key = "\"path\"";
    for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + 1)) {
        const auto begin = text.find('"', at + key.size());
        const auto end = begin == std::string::npos ? begin : text.find('"', begin + 1);
        if (end == std::string::npos) return;
        const auto folder = std::string_view(text).substr(begin + 1, end - begin - 1);
        folders.push_back({"Dropbox", absolute(folder, home)});
    }
}

// Under [Accounts]: 0\Folders\1\localPath=/home/anne/Nextcloud/
void ask_owncloud_family(SettingsReader& reader, const std::filesystem::path& home,
                         Folders& folders) {
    struct Program {
        std::string_view name;
        std::string_view file;
    };
    for (const auto& program : {Program{"Nextcloud", ".config/Nextcloud/nextcloud.cfg"},
                                Program{"ownCloud", ".config/ownCloud/owncloud.cfg"},
                                Program{"kDrive", ".config/kDrive/kdrive.cfg"}}) {
        const auto settings = reader.key_files({home / program.file});
        for (const auto& setting : settings.all()) {
            if (!setting.key.ends_with("localPath")) continue;
            folders.push_back({std::string(program.name), absolute(setting.value, home)});
        }
    }
}

// The abraunegg client: sync_dir = "~/OneDrive", which is also its default.
void ask_onedrive(SettingsReader& reader, const std::filesystem::path& home, Folders& folders) {
    if (!reader.tree().exists(home / ".config/onedrive/refresh_token")) return;
    const auto settings =
        formats::parse_words(reader.text(home / ".config/onedrive/config").value_or(""));
    folders.push_back(
        {"OneDrive", absolute(settings.find("sync_dir").value_or("~/OneDrive"), home)});
}

// Each [remote] is a distant place: nothing leaves by itself, but a copy is one command away.
void ask_rclone(SettingsReader& reader, const std::filesystem::path& home, Folders& folders) {
    const auto settings = reader.key_files({home / ".config/rclone/rclone.conf"});
    for (const auto& setting : settings.all()) {
        const bool is_elsewhere =
            setting.value != "local" && setting.value != "crypt" && setting.value != "alias";
        if (setting.key != "type" || !is_elsewhere) continue;
        folders.push_back(
            {"rclone", printable(setting.group) + " (" + printable(setting.value) + ")"});
    }
}

// Programs whose settings are not text: their usual folder, where it is there.
void ask_usual_folders(SettingsReader& reader, const std::filesystem::path& home,
                       Folders& folders) {
    struct Usual {
        std::string_view program;
        std::string_view settings;
        std::string_view folder;
    };
    for (const auto& usual : {Usual{"pCloud", ".pcloud", "pCloudDrive"},
                              Usual{"MEGA", ".local/share/data/Mega Limited/MEGAsync", "MEGA"},
                              Usual{"Insync (Google Drive)", ".config/Insync", "Insync"},
                              Usual{"Seafile", ".ccnet", "Seafile"}}) {
        const bool is_used = reader.tree().is_directory(home / usual.settings) &&
                             reader.tree().is_directory(home / usual.folder);
        if (!is_used) continue;
        folders.push_back({std::string(usual.program), (home / usual.folder).string()});
    }
}

}  // namespace

Folders cloud_folders(SettingsReader& reader, const std::filesystem::path& home) {
    Folders folders;
    ask_dropbox(reader, home, folders);
    ask_owncloud_family(reader, home, folders);
    ask_onedrive(reader, home, folders);
    ask_rclone(reader, home, folders);
    ask_usual_folders(reader, home, folders);
    return folders;
}

}  // namespace primum::probes
