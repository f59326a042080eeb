// Places of the running system: its users' folders, keys, shares and sync clients.
#include <pwd.h>
#include <unistd.h>

#include <algorithm>

#include "base/text.h"
#include "probes/files/place.h"

namespace primum::probes::files {
namespace {

constexpr std::string_view white_space_and_quotes = " \t\"'";

struct User {
    std::string home;
};

std::string_view unquoted(std::string_view text) {
    const auto begin = text.find_first_not_of(white_space_and_quotes);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(white_space_and_quotes) - begin + 1);
}

// Files that a person without rights cannot read say nothing: those places are found by their
// names.
std::string read(const os::FileTree& tree, const std::string& path) {
    const auto text = tree.read(path);
    return text ? *text : std::string{};
}

// Who has files here: people's accounts and root's, for root; else the one who runs us.
std::vector<User> users_of(const os::FileTree& tree) {
    constexpr std::uint64_t first_person = 1000, nobody = 65534;
    const bool all = ::geteuid() == 0;
    std::vector<User> users;
    const auto accounts = read(tree, "/etc/passwd");
    for (const auto line : split(accounts, '\n')) {
        const auto fields = split(line, ':');
        if (fields.size() < 7) continue;
        const auto number = parse_number(fields[2]);
        if (!number) continue;
        const bool person = (*number >= first_person && *number != nobody) || *number == 0;
        const bool wanted = all ? person : *number == ::geteuid();
        if (wanted && fields[5].size() > 1) users.push_back({std::string(fields[5])});
    }
    return users;
}

std::string without_last_slash(std::string folder) {
    while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
    return folder;
}

void add(std::vector<KnownPlace>& places, std::string folder, PlaceKind kind,
         std::string service = "") {
    folder = without_last_slash(std::move(folder));
    if (folder.size() < 2 || folder[0] != '/') return;
    places.push_back({std::move(folder), {kind, std::move(service)}});
}

std::string in_home(const User& user, std::string_view path) {
    if (path.starts_with("$HOME/")) return user.home + "/" + std::string(path.substr(6));
    if (path.starts_with("~/")) return user.home + "/" + std::string(path.substr(2));
    return std::string(path);
}

// user-dirs.dirs(5): XDG_DOWNLOAD_DIR="$HOME/Téléchargements"
void add_xdg_folders(const os::FileTree& tree, const User& user, std::vector<KnownPlace>& places) {
    const auto settings = read(tree, user.home + "/.config/user-dirs.dirs");
    for (const auto line : split(settings, '\n')) {
        const auto equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = trim(line.substr(0, equals));
        const auto folder = without_last_slash(in_home(user, unquoted(line.substr(equals + 1))));
        if (is_below(user.home, folder)) continue;  // Some set a folder to the home itself.
        if (name == "XDG_DOWNLOAD_DIR") add(places, folder, PlaceKind::downloads);
        if (name == "XDG_DESKTOP_DIR") add(places, folder, PlaceKind::desktop);
    }
}

// The value after `key` on each line of an INI-like file.
std::vector<std::string> values_of(std::string_view text, std::string_view key) {
    std::vector<std::string> values;
    for (const auto line : split(text, '\n')) {
        const auto equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = trim(line.substr(0, equals));
        if (name.ends_with(key)) values.emplace_back(unquoted(trim(line.substr(equals + 1))));
    }
    return values;
}

// "path": "/home/x/Dropbox" in Dropbox's info.json.
std::vector<std::string> json_paths(std::string_view text) {
    std::vector<std::string> paths;
    constexpr std::string_view key = "\"path\"";
    for (auto at = text.find(key); at != std::string_view::npos; at = text.find(key)) {
        text.remove_prefix(at + key.size());
        const auto begin = text.find('"');
        if (begin == std::string_view::npos) break;
        text.remove_prefix(begin + 1);
        paths.emplace_back(text.substr(0, text.find('"')));
    }
    return paths;
}

void add_sync_clients(const os::FileTree& tree, const User& user, std::vector<KnownPlace>& places) {
    struct Client {
        std::string_view settings;
        std::string_view key;
        std::string_view service;
    };
    constexpr Client clients[] = {
        {"/.config/Nextcloud/nextcloud.cfg", "localPath", "Nextcloud"},
        {"/.config/ownCloud/owncloud.cfg", "localPath", "ownCloud"},
        {"/.config/onedrive/config", "sync_dir", "OneDrive"},
        {"/.config/Seafile/seafile.ini", "worktree", "Seafile"},
        {"/.ccnet/seafile.ini", "", "Seafile"},
    };
    for (const auto& client : clients) {
        const auto text = read(tree, user.home + std::string(client.settings));
        if (client.key.empty()) {
            add(places, std::string(trim(text)), PlaceKind::sync, std::string(client.service));
        }
        for (const auto& folder :
             client.key.empty() ? std::vector<std::string>{} : values_of(text, client.key)) {
            add(places, in_home(user, folder), PlaceKind::sync, std::string(client.service));
        }
    }
    for (const auto& folder : json_paths(read(tree, user.home + "/.dropbox/info.json"))) {
        add(places, folder, PlaceKind::sync, "Dropbox");
    }
}

// Profiles of Thunderbird that lie elsewhere than in its own folder.
void add_mail_profiles(const os::FileTree& tree, const User& user,
                       std::vector<KnownPlace>& places) {
    for (const auto& path :
         values_of(read(tree, user.home + "/.thunderbird/profiles.ini"), "Path")) {
        if (path.starts_with('/')) add(places, path, PlaceKind::mail);
    }
}

// Folders that this computer shares: Samba's settings, shares made from the file manager, NFS.
void add_shared_folders(const os::FileTree& tree, std::vector<KnownPlace>& places) {
    for (const auto& path : values_of(read(tree, "/etc/samba/smb.conf"), "path")) {
        if (path.find('%') == std::string::npos) add(places, path, PlaceKind::share);
    }
    const std::string usershares = "/var/lib/samba/usershares";
    if (const auto names = tree.list(usershares)) {
        for (const auto& name : *names) {
            for (const auto& path : values_of(read(tree, usershares + "/" + name), "path")) {
                add(places, path, PlaceKind::share);
            }
        }
    }
    const auto exported = read(tree, "/etc/exports");
    for (const auto line : split(exported, '\n')) {
        const auto path = trim(line.substr(0, line.find_first_of(" \t")));
        if (!path.starts_with('#')) add(places, std::string(unquoted(path)), PlaceKind::share);
    }
}

bool holds_the_system(const std::string& mount) {
    static constexpr std::string_view of_system[] = {"/",    "/boot", "/boot/efi", "/efi", "/usr",
                                                     "/var", "/nix",  "/snap",     "/home"};
    return std::ranges::find(of_system, mount) != std::end(of_system) || is_below(mount, "/snap") ||
           is_below(mount, "/var/lib") ||
           (is_below(mount, "/run") && !is_below(mount, "/run/media"));  // Namespaces, containers.
}

void add_volumes(const std::vector<os::Volume>& volumes, std::vector<KnownPlace>& places) {
    for (const auto& volume : volumes) {
        const auto mount = volume.mount.string();
        if (volume.network) add(places, mount, PlaceKind::share);
        const bool plugged_in = is_below(mount, "/media") || is_below(mount, "/run/media");
        if (volume.removable == true || (plugged_in && !volume.network)) {
            if (!holds_the_system(mount)) add(places, mount, PlaceKind::removable);
        }
    }
}

// Without those that lie inside another.
std::vector<std::string> outermost(std::vector<std::string> folders) {
    std::ranges::sort(folders);
    std::vector<std::string> kept;
    for (auto& folder : folders) {
        if (kept.empty() || !is_below(folder, kept.back())) kept.push_back(std::move(folder));
    }
    return kept;
}

}  // namespace

Places Places::of_system(const os::FileTree& tree, const std::vector<std::string>& asked_for) {
    std::vector<KnownPlace> known;
    std::vector<std::string> roots;
    const auto users = users_of(tree);
    for (const auto& user : users) {
        add_xdg_folders(tree, user, known);
        add_sync_clients(tree, user, known);
        add_mail_profiles(tree, user, known);
        if (tree.is_directory(user.home)) roots.push_back(user.home);
    }
    add_shared_folders(tree, known);
    const auto listed = os::list_volumes(tree);
    auto volumes = listed ? *listed : std::vector<os::Volume>{};
    add_volumes(volumes, known);
    for (const auto& place : known) {
        const bool remote = place.place.kind == PlaceKind::share &&
                            std::ranges::any_of(volumes, [&](const os::Volume& volume) {
                                return volume.network && volume.mount == place.folder;
                            });
        if (!remote && tree.is_directory(place.folder)) roots.push_back(place.folder);
    }
    for (const auto& volume : volumes) {
        const auto mount = volume.mount.string();
        const bool data = !volume.network && !volume.memory && mount.starts_with('/');
        if (data && !holds_the_system(mount) && tree.is_directory(mount)) roots.push_back(mount);
    }
    for (const auto* const folder : {"/tmp", "/var/tmp", "/var/mail"}) {
        if (tree.is_directory(folder)) roots.emplace_back(folder);
    }
    for (const auto* const folder : {"/tmp", "/var/tmp"}) {
        const bool asked = std::ranges::any_of(
            asked_for, [&](const std::string& root) { return is_below(root, folder); });
        if (!asked) add(known, folder, PlaceKind::temporary);
    }
    Places places(std::move(known), std::move(volumes));
    places.roots_ = outermost(std::move(roots));
    return places;
}

}  // namespace primum::probes::files
