#include "probes/host/packages.h"

#include <algorithm>
#include <compare>
#include <iterator>
#include <unordered_map>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/host/debian_version.h"
#include "formats/host/package_list.h"

namespace primum::probes {
namespace {

constexpr std::size_t status_bytes_max = 64_MiB;
constexpr std::size_t list_bytes_max = 256_MiB;  // Debian's main list: about 50 MiB.
const std::filesystem::path lists_directory = "/var/lib/apt/lists";

// Name and architecture, as a key that a list's entry finds without being copied.
struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
};
struct Installed {
    std::string architecture;
    std::string version;
    std::string available;
    bool is_security_update = false;
};
using InstalledByName = std::unordered_multimap<std::string, Installed, TextHash, std::equal_to<>>;

Result<InstalledByName> read_status(const os::FileTree& tree) {
    InstalledByName installed;
    formats::PackageListReader reader([&](const formats::ListedPackage& package) {
        if (!package.status.ends_with(" installed")) return;
        installed.emplace(std::string(package.name),
                          Installed{.architecture = std::string(package.architecture),
                                    .version = std::string(package.version)});
    });
    TRY(reader.feed(TRY(tree.read("/var/lib/dpkg/status", status_bytes_max))));
    reader.finish();
    return installed;
}

bool is_newer(std::string_view version, std::string_view than) {
    return std::is_gt(formats::compare_debian_versions(version, than));
}

// Keeps the newest version of what is installed.
class Offers {
public:
    Offers(InstalledByName& installed, bool is_security)
        : installed_(installed), is_security_(is_security) {}

    void take(const formats::ListedPackage& package) {
        const auto [begin, end] = installed_.equal_range(package.name);
        for (auto found = begin; found != end; ++found) {
            auto& mine = found->second;
            const bool same_kind = mine.architecture == package.architecture ||
                                   package.architecture == "all" || mine.architecture == "all";
            if (!same_kind || mine.version == package.version) continue;
            if (!is_newer(package.version, mine.version)) continue;
            mine.is_security_update |= is_security_;
            const bool newest = mine.available.empty() || is_newer(package.version, mine.available);
            if (newest) mine.available = package.version;
        }
    }

private:
    InstalledByName& installed_;
    bool is_security_;
};

bool is_list(std::string_view name) {
    return contains(name, "_Packages") && !contains(name, "-backports");
}

Result<> feed_list(const os::FileTree& tree, const std::string& name,
                   formats::PackageListReader& reader) {
    const auto file = TRY(tree.read(lists_directory / name, list_bytes_max));
    if (name.ends_with("_Packages")) return reader.feed(file);
    return formats::lz4_decode(as_bytes(file), list_bytes_max,
                               [&](std::string_view piece) { return reader.feed(piece); });
}

// False when it cannot be read, or is compressed in another way.
bool read_list(const os::FileTree& tree, const std::string& name, Offers& offers) {
    if (!name.ends_with("_Packages") && !name.ends_with("_Packages.lz4")) return false;
    formats::PackageListReader reader(
        [&](const formats::ListedPackage& package) { offers.take(package); });
    if (!feed_list(tree, name, reader)) return false;
    reader.finish();
    return true;
}

// APT gives its lists the server's dates. The newest says how old the lists are at most, and that
// they did arrive; what APT touches whenever it tries says less.
std::optional<Time> refreshed_at(const os::FileTree& tree, const std::vector<std::string>& names) {
    std::optional<Time> newest;
    const auto take = [&](const std::filesystem::path& path) {
        const auto time = tree.modified_at(path);
        if (time && (!newest || *time > *newest)) newest = time;
    };
    for (const auto& name : names) {
        if (name.ends_with("Release")) take(lists_directory / name);
    }
    if (!newest) take("/var/lib/apt/periodic/update-success-stamp");
    if (!newest) take(lists_directory);
    return newest;
}

// The names of those that could not be read.
std::vector<std::string> read_lists(const os::FileTree& tree, const std::vector<std::string>& names,
                                    InstalledByName& installed) {
    std::vector<std::string> unread;
    for (const auto& name : names) {
        Offers offers(installed, contains(name, "-security"));
        if (!read_list(tree, name, offers)) unread.push_back(name);
    }
    return unread;
}

// Of several architectures, the one that is most behind.
void keep(Packages& packages, const std::string& name, const Installed& mine) {
    auto& entry = packages.installed[name];
    if (!entry.version.empty() && mine.available.empty()) return;
    entry = {mine.version, mine.available, mine.is_security_update};
}

}  // namespace

const InstalledPackage* Packages::find(std::string_view name) const {
    const auto found = installed.find(name);
    return found == installed.end() ? nullptr : &found->second;
}

Result<Packages> read_packages(const os::FileTree& tree) {
    auto installed = TRY(read_status(tree));
    const auto names = TRY(tree.list(lists_directory));
    std::vector<std::string> lists;
    std::ranges::copy_if(names, std::back_inserter(lists), is_list);
    Packages packages;
    packages.unread_lists = read_lists(tree, lists, installed);
    if (!lists.empty()) packages.lists_refreshed = refreshed_at(tree, names);
    for (const auto& [name, mine] : installed) keep(packages, name, mine);
    return packages;
}

}  // namespace primum::probes
