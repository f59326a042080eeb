// MovedFolder: files leave a folder for another one, which is made for them, and can come back.
//
// Only the two folders are kept in the journal, never the name of a file: what is in the new folder
// is what has to come back.
#pragma once

#include <filesystem>
#include <vector>

#include "fixes/change.h"

namespace primum::fixes {

class MovedFolder : public Change {
public:
    static constexpr std::string_view kind = "moved-folder";

    // Moves `what`, files and folders somewhere under `from`, to the same place under `to`, which
    // must not be there yet.
    static Result<std::unique_ptr<Change>> plan(const std::filesystem::path& from,
                                                const std::filesystem::path& to,
                                                std::vector<std::filesystem::path> what);
    static Result<std::unique_ptr<Change>> from(const Json& kept);

    Sentence show() const override;
    std::string place() const override { return from_.string(); }
    bool is_allowed() const override;
    Result<Stands> look() const override;
    Result<> apply() override;
    Result<> revert() override;
    Json keep() const override;

private:
    MovedFolder(std::filesystem::path from, std::filesystem::path to, std::uint64_t files)
        : from_(std::move(from)), to_(std::move(to)), files_(files) {}

    Result<> move_back(const std::filesystem::path& inside) const;

    std::filesystem::path from_;
    std::filesystem::path to_;
    std::uint64_t files_ = 0;                  // How many go.
    std::vector<std::filesystem::path> what_;  // Empty after a restart: then they only come back.
};

}  // namespace primum::fixes
