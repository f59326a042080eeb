// FreshFolder: an empty folder of a test's own, and the only place where ransomware may be
// simulated.
//
// It is a TemporaryFolder, carries a marker with a number that only this object knows, and goes
// with it.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "base/testing/temporary_folder.h"

namespace primum::vault::testing {

namespace fs = std::filesystem;

class FreshFolder {
public:
    FreshFolder() {
        token_ = std::to_string(std::random_device{}()) + "-" + std::to_string(::getpid());
        std::ofstream(marker()) << token_;
    }
    ~FreshFolder() {
        std::error_code ignored;
        fs::remove(marker(), ignored);
    }
    FreshFolder(const FreshFolder&) = delete;
    FreshFolder& operator=(const FreshFolder&) = delete;

    const fs::path& path() const { return folder_.path(); }

    // Whether `path` is this folder or inside it, the folder is still the one this object made, and
    // no link leads out.
    bool owns(const fs::path& path) const {
        std::ifstream stream(marker());
        const std::string written{std::istreambuf_iterator<char>(stream), {}};
        if (written != token_) return false;
        const auto real = fs::weakly_canonical(path).string() + "/";
        return real.starts_with(fs::canonical(folder_.path()).string() + "/");
    }

private:
    // Beside the folder, so that it stays empty.
    fs::path marker() const { return path().string() + ".fresh"; }

    TemporaryFolder folder_;
    std::string token_;
};

}  // namespace primum::vault::testing
