// SealedFolder: the files of a folder move into an encrypted container, and their clear copies are
// erased.
//
//   P/                 the folder, in clear               P.chiffre/        the container
//   ----------------------------------------------------------------------------------------------
//   apply   make P.chiffre.primum-part, copy into it, compare all, close it
//           rename it to P.chiffre                        <- from here on it can only go on
//           erase P
//   revert  copy from the container to P.primum-part, compare all
//           rename it to P.primum-whole
//           rename P.chiffre to P.chiffre.primum-old      <- from here on no password is needed
//           rename P.primum-whole to P, remove P.chiffre.primum-old
//
// At each instant one whole copy exists, and the names tell which. For a key or a disk (`P` is
// where it is mounted), the container and the other names stand inside it. A container of LUKS is
// called P.luks.
#pragma once

#include <filesystem>
#include <vector>

#include "fixes/change.h"
#include "fixes/container.h"

namespace primum::fixes {

class SealedFolder : public Change {
public:
    static constexpr std::string_view kind = "sealed-folder";

    // Fails when the container's programs are missing, when there is no room for a second copy, or
    // when something in the folder could not be put back (sockets, other disks inside).
    static Result<std::unique_ptr<Change>> plan(const std::filesystem::path& folder,
                                                const std::string& password,
                                                const ContainerFormat& format = gocryptfs());
    static Result<std::unique_ptr<Change>> from(const Json& kept);

    // Where the container of `folder` will stand.
    static std::filesystem::path container_of(const std::filesystem::path& folder,
                                              const ContainerFormat& format = gocryptfs());

    Sentence show() const override;
    std::string place() const override { return folder_.string(); }
    bool is_allowed() const override;
    Result<Stands> look() const override;
    Result<bool> is_put_back() const override;
    Result<> apply() override;
    Result<> revert() override;
    Result<> sweep() override;
    Json keep() const override;
    bool needs_password() const override;
    void give_password(const std::string& password) override { password_ = password; }

private:
    SealedFolder(std::filesystem::path folder, const ContainerFormat& format);

    Result<> measure();
    Result<> fill() const;
    Result<> erase_clear() const;
    Result<> restore() const;
    Result<> settle_restored() const;
    Result<std::vector<std::filesystem::path>> clear_entries() const;
    bool is_ours(const std::filesystem::path& name) const;
    bool clear_remains() const;

    const ContainerFormat* format_;
    std::filesystem::path folder_;
    std::filesystem::path container_;
    std::filesystem::path container_part_;
    std::filesystem::path container_old_;
    std::filesystem::path clear_part_;
    std::filesystem::path clear_whole_;
    std::filesystem::path opened_;  // Where the container is open while we work.
    bool is_disk_ = false;          // The folder is where a key or a disk is mounted.
    std::uint64_t number_ = 0;      // Of the folder as it was found; another one is not ours.
    ContainerNeeds needs_;
    std::string password_;
};

}  // namespace primum::fixes
