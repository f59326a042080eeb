#include "probes/files/place.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace primum::probes::files {
namespace {

struct FolderName {
    std::string_view name;  // Lower case.
    PlaceKind kind;
    std::string_view service = "";
};

// Names that mean one thing wherever they stand.
constexpr std::array folder_names{
    FolderName{"dropbox", PlaceKind::sync, "Dropbox"},
    FolderName{"onedrive", PlaceKind::sync, "OneDrive"},
    FolderName{"google drive", PlaceKind::sync, "Google Drive"},
    FolderName{"googledrive", PlaceKind::sync, "Google Drive"},
    FolderName{"nextcloud", PlaceKind::sync, "Nextcloud"},
    FolderName{"owncloud", PlaceKind::sync, "ownCloud"},
    FolderName{"pclouddrive", PlaceKind::sync, "pCloud"},
    FolderName{"pcloud drive", PlaceKind::sync, "pCloud"},
    FolderName{"megasync", PlaceKind::sync, "MEGA"},
    FolderName{"kdrive", PlaceKind::sync, "kDrive"},
    FolderName{"iclouddrive", PlaceKind::sync, "iCloud"},
    FolderName{"icloud drive", PlaceKind::sync, "iCloud"},
    FolderName{"mobile documents", PlaceKind::sync, "iCloud"},
    FolderName{"cloudstorage", PlaceKind::sync},
    FolderName{"$recycle.bin", PlaceKind::trash},
    FolderName{"recycler", PlaceKind::trash},
    FolderName{".trash", PlaceKind::trash},
    FolderName{".trashes", PlaceKind::trash},
    FolderName{"corbeille", PlaceKind::trash},
    FolderName{"downloads", PlaceKind::downloads},
    FolderName{"téléchargements", PlaceKind::downloads},
    FolderName{"telechargements", PlaceKind::downloads},
    FolderName{".thunderbird", PlaceKind::mail},
    FolderName{"maildir", PlaceKind::mail},
};

// Names that mean it in a home only: "/home/x", "/Users/x", "D:\\Users\\x".
constexpr std::array home_folder_names{
    FolderName{"desktop", PlaceKind::desktop},
    FolderName{"bureau", PlaceKind::desktop},
    FolderName{"mega", PlaceKind::sync, "MEGA"},
    FolderName{"box", PlaceKind::sync, "Box"},
    FolderName{"box sync", PlaceKind::sync, "Box"},
    FolderName{"insync", PlaceKind::sync, "Google Drive"},
    FolderName{"seafile", PlaceKind::sync, "Seafile"},
    FolderName{"sync", PlaceKind::sync, "Sync.com"},
    FolderName{"mon drive", PlaceKind::sync, "Google Drive"},
    FolderName{"my drive", PlaceKind::sync, "Google Drive"},
    FolderName{"hubic", PlaceKind::sync, "hubiC"},
};

// Parts of a path, in lower case, between slashes.
constexpr std::array folder_paths{
    FolderName{"/.local/share/trash/", PlaceKind::trash},
    FolderName{"/appdata/local/temp/", PlaceKind::temporary},
    FolderName{"/library/caches/", PlaceKind::temporary},
    FolderName{"/.cache/", PlaceKind::temporary},
    FolderName{"/thunderbird/profiles/", PlaceKind::mail},
    FolderName{"/snap/thunderbird/", PlaceKind::mail},
    FolderName{"/microsoft/outlook/", PlaceKind::mail},
    FolderName{"/outlook files/", PlaceKind::mail},
    FolderName{"/fichiers outlook/", PlaceKind::mail},
    FolderName{"/library/mail/", PlaceKind::mail},
    FolderName{"/.local/share/evolution/", PlaceKind::mail},
    FolderName{"/.local/share/local-mail/", PlaceKind::mail},
    FolderName{"/.claws-mail/", PlaceKind::mail},
    FolderName{"/var/mail/", PlaceKind::mail},
    FolderName{"/var/spool/mail/", PlaceKind::mail},
};

// A decomposed accent, as macOS writes it, becomes the one letter.
std::string folded(std::string_view path) {
    auto text = lower_case(path);
    for (std::size_t at = 0; (at = text.find("e\xCC\x81", at)) != std::string::npos;) {
        text.replace(at, 3, "é");
    }
    for (std::size_t at = 0; (at = text.find("\xC3\x89", at)) != std::string::npos;) {
        text.replace(at, 2, "é");
    }
    return text;
}

void prefer(Place& place, const FolderName& found) {
    if (found.kind < place.kind) place = {found.kind, std::string(found.service)};
}

// "CloudStorage/GoogleDrive-x@example.org" names its service.
std::string service_of_cloud_storage(std::string_view folder) {
    constexpr std::string_view parent = "CloudStorage/";
    const auto at = folder.find(parent);
    if (at == std::string_view::npos) return {};
    const auto name = folder.substr(at + parent.size());
    return std::string(name.substr(0, name.find_first_of("/-")));
}

}  // namespace

std::string_view name_of(PlaceKind kind) {
    constexpr std::array<std::string_view, 9> names{"removable", "share",     "sync",
                                                    "trash",     "temporary", "mail",
                                                    "downloads", "desktop",   "other"};
    return names.at(static_cast<std::size_t>(kind));
}

bool is_below(std::string_view path, std::string_view folder) {
    return path.starts_with(folder) &&
           (folder.empty() || path.size() == folder.size() || path[folder.size()] == '/');
}

Place place_by_name(std::string_view folder) {
    Place place;
    const auto path = folded(folder);
    const auto parts = split(path, '/');
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = parts[i];
        for (const auto& known : folder_names) {
            if (part == known.name) prefer(place, known);
        }
        if (part.starts_with("onedrive - ")) prefer(place, {"", PlaceKind::sync, "OneDrive"});
        if (part.starts_with(".trash-")) prefer(place, {"", PlaceKind::trash});
        const bool in_home = i >= 2 && (parts[i - 2] == "home" || parts[i - 2] == "users" ||
                                        parts[i - 2] == "utilisateurs" || parts[i - 1] == "root");
        if (!in_home) continue;
        for (const auto& known : home_folder_names) {
            if (part == known.name) prefer(place, known);
        }
    }
    const auto closed = path + "/";
    for (const auto& known : folder_paths) {
        if (contains(closed, known.name)) prefer(place, known);
    }
    if (place.kind == PlaceKind::sync && place.service.empty()) {
        place.service = service_of_cloud_storage(folder);
    }
    return place;
}

Place Places::place_of(std::string_view folder) const {
    auto place = place_by_name(folder);
    for (const auto& known : known_) {
        if (is_below(folder, known.folder) && known.place.kind <= place.kind) {
            const auto service = place.service;
            place = known.place;
            if (place.service.empty() && known.place.kind == PlaceKind::sync)
                place.service = service;
        }
    }
    return place;
}

const os::Volume* Places::volume_of(std::string_view folder) const {
    return os::volume_of(volumes_, folder.empty() ? "/" : std::string(folder));
}

}  // namespace primum::probes::files
