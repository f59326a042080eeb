// Place: what kind of spot on a computer a folder is, for what may happen to the files in it.
//
// Told from what the system says (XDG folders, mounted keys, shared folders, settings of sync
// clients) and from the names that Windows, macOS, Linux and their programs give to folders, so
// that a home on a disk or a share is understood too.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/file_tree.h"
#include "os/volumes.h"

namespace primum::probes::files {

// In the order in which they count where several fit.
enum class PlaceKind { removable, share, sync, trash, temporary, mail, downloads, desktop, other };

std::string_view name_of(PlaceKind kind);

struct Place {
    PlaceKind kind = PlaceKind::other;
    std::string service;  // Of a synchronised folder: "Dropbox"; empty when not known.
};

struct KnownPlace {
    std::string folder;  // Absolute, without a slash at its end.
    Place place;
};

// From the names in the path alone.
Place place_by_name(std::string_view folder);

class Places {
public:
    Places(std::vector<KnownPlace> known, std::vector<os::Volume> volumes)
        : known_(std::move(known)), volumes_(std::move(volumes)) {}

    // What the running system says: of every user for root, else of this one. A folder that the
    // person asked for is not temporary because it lies in /tmp.
    static Places of_system(const os::FileTree& tree, const std::vector<std::string>& asked_for);

    Place place_of(std::string_view folder) const;
    // The volume a folder lies on, or null.
    const os::Volume* volume_of(std::string_view folder) const;
    // Where people's files lie: homes, keys, shared folders, further disks. None inside another.
    const std::vector<std::string>& roots() const { return roots_; }

private:
    std::vector<KnownPlace> known_;
    std::vector<os::Volume> volumes_;
    std::vector<std::string> roots_;
};

// Is `path` the folder, or below it?
bool is_below(std::string_view path, std::string_view folder);

}  // namespace primum::probes::files
