#include "probes/host/packages.h"

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
            if (formats::compare_debian_versions(package.version, mine.version) <= 0) continue;
            mine.is_security_update |= is_security_;
            const bool newest = mine.available.empty() || formats::compare_debian_versions(
                                                              package.version, mine.available) > 0;
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

// False when it is compressed in another way.
Result<bool> read_list(const os::FileTree& tree, const std::string& name, Offers& offers) {
    const bool plain = name.ends_with("_Packages");
    if (!plain && !name.ends_with("_Packages.lz4")) return false;
    const auto file = TRY(tree.read(lists_directory / name, list_bytes_max));
    formats::PackageListReader reader(
        [&](const formats::ListedPackage& package) { offers.take(package); });
    if (plain) {
        TRY(reader.feed(file));
    } else {
        TRY(formats::lz4_decode(as_bytes(file), list_bytes_max,
                                [&](std::string_view piece) { return reader.feed(piece); }));
    }
    reader.finish();
    return true;
}

// APT keeps the server's dates on the lists themselves; what it touches when it fetches is this.
std::optional<Time> refreshed_at(const os::FileTree& tree, const std::vector<std::string>& names) {
    std::optional<Time> newest;
    const auto take = [&](const std::filesystem::path& path) {
        const auto time = tree.modified_at(path);
        if (time && (!newest || *time > *newest)) newest = time;
    };
    take("/var/lib/apt/periodic/update-success-stamp");
    take(lists_directory / "partial");
    for (const auto& name : names) {
        if (name.ends_with("Release")) take(lists_directory / name);
    }
    if (!newest) take(lists_directory);
    return newest;
}

}  // namespace

const InstalledPackage* Packages::find(std::string_view name) const {
    const auto found = installed.find(name);
    return found == installed.end() ? nullptr : &found->second;
}

Result<Packages> read_packages(const os::FileTree& tree) {
    auto installed = TRY(read_status(tree));
    Packages packages;
    auto names = TRY(tree.list(lists_directory));
    bool has_lists = false;
    for (const auto& name : names) {
        if (!is_list(name)) continue;
        has_lists = true;
        Offers offers(installed, contains(name, "-security"));
        const auto read = read_list(tree, name, offers);
        if (!read || !*read) packages.unread_lists.push_back(name);
    }
    if (has_lists) packages.lists_refreshed = refreshed_at(tree, names);
    for (auto& [name, mine] : installed) {
        auto& entry = packages.installed[name];
        if (!entry.version.empty() && mine.available.empty()) continue;
        entry = {std::move(mine.version), std::move(mine.available), mine.is_security_update};
    }
    return packages;
}

}  // namespace primum::probes
