// MadeTree: a file tree for a test, in a fresh folder that goes with the object.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/testing/temporary_folder.h"
#include "os/file_tree.h"

namespace primum::os::testing {

class MadeTree {
public:
    FileTree tree() const { return FileTree(root_.path()); }
    std::filesystem::path at(std::string_view path) const {
        return root_ / std::filesystem::path(path).relative_path();
    }

    // Paths are as inside the tree; missing directories are made.
    MadeTree& file(std::string_view path, std::string_view content) {
        root_.write(std::filesystem::path(path).relative_path(), content);
        return *this;
    }
    MadeTree& directory(std::string_view path) {
        std::filesystem::create_directories(at(path));
        return *this;
    }
    MadeTree& link(std::string_view path, std::string_view target) {
        std::filesystem::create_directories(at(path).parent_path());
        std::filesystem::create_symlink(target, at(path));
        return *this;
    }
    MadeTree& age(std::string_view path, std::chrono::hours age) {
        std::filesystem::last_write_time(at(path),
                                         std::filesystem::file_time_type::clock::now() - age);
        return *this;
    }

private:
    TemporaryFolder root_;
};

}  // namespace primum::os::testing
