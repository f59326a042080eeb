// Walk: every file below a folder, each once, and nothing outside it.
//
// Follows no link. Folders are opened one below the other, so that a folder replaced by a link
// while we walk leads nowhere. Files with several names (hard links) are given once. What could not
// be looked into is told.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "os/descriptor.h"
#include "os/stop.h"

namespace primum::probes::files {

// An open folder. Shared by the files in it that are still to be read, by several threads.
struct Folder {
    std::string path;  // Absolute.
    os::Descriptor descriptor;
};

struct WalkedFile {
    std::shared_ptr<const Folder> folder;
    std::string name;
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
    std::int64_t modified_ns = 0;  // Since 1970.
    std::int64_t changed_ns = 0;
    bool encrypted = false;  // By its file system (fscrypt).

    std::string path() const { return folder->path + "/" + name; }
};

struct WalkListener {
    std::function<void(WalkedFile file)> on_file;
    std::function<void(const std::string& folder, const Error& why)> on_unreadable;
    // A folder on another file system: it is left out, and told.
    std::function<void(const std::string& folder)> on_other_file_system;
};

class Walk {
public:
    static constexpr std::size_t depth_max = 200;
    static constexpr std::size_t folders_max = 2'000'000;

    // `stop` is borrowed. Folders in `left_out` (absolute paths) are not entered.
    Walk(std::set<std::string> left_out, const os::Stop& stop)
        : left_out_(std::move(left_out)), stop_(stop) {}

    // `root` is a folder or a file; a link at its end is followed, for the person named it. Each
    // file is given once over all calls.
    Result<> run(const std::filesystem::path& root, const WalkListener& listener);

private:
    struct Pending {
        std::string relative;  // To the root; "." for the root itself.
        std::string path;
        std::size_t depth;
    };
    Result<std::shared_ptr<const Folder>> open(const os::Descriptor& root, const Pending& place);
    void enter(const std::shared_ptr<const Folder>& folder, const WalkListener& listener);
    void take(const std::shared_ptr<const Folder>& folder, std::string_view name,
              const WalkListener& listener);

    std::set<std::string> left_out_;
    const os::Stop& stop_;
    std::set<std::pair<std::uint64_t, std::uint64_t>> linked_;  // Files with several names, seen.
    std::vector<Pending> pending_;
    std::uint64_t device_ = 0;
    std::string relative_;  // Of the folder we are in.
    std::size_t depth_ = 0;
};

// Opens a walked file for reading, without changing its access time where the system allows it.
Result<os::Descriptor> open_file(const WalkedFile& file);

}  // namespace primum::probes::files
