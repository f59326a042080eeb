// Trial: opens restored files by their kind, in a worker, and says which do not open.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "os/stop.h"

namespace primum::drill {

struct FailedFile {
    std::filesystem::path path;
    Sentence reason;
};

struct Trial {
    std::map<std::string, std::size_t> opened;  // By kind: "pdf", "database", "archive", …
    std::size_t without_check = 0;  // Of a kind for which being there whole is all one can say.
    std::vector<FailedFile> failed;

    std::size_t files() const;
};

// `folder` holds all of `files`. A file that ends its worker is failed, and the others are tried
// nevertheless.
Result<Trial> try_files(const std::filesystem::path& worker, const std::filesystem::path& folder,
                        const std::vector<std::filesystem::path>& files, const os::Stop& stop);

}  // namespace primum::drill
