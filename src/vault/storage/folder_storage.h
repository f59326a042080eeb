// FolderStorage: a repository in a folder of this computer, an external disk or a mounted share.
//
// An object is written under a temporary name beside its own, flushed, and then renamed without
// replacing, so that a crash at any instant leaves it whole or absent. Temporary files of a crash
// are swept once they are a day old.
#pragma once

#include <filesystem>

#include "os/folder.h"
#include "vault/storage/storage.h"

namespace primum::vault {

class FolderStorage : public RemovingStorage {
public:
    // ErrorKind::not_found when the folder is not there.
    static Result<std::unique_ptr<FolderStorage>> open(const std::filesystem::path& folder);

    Result<std::unique_ptr<PreparedObject>> prepare(const ObjectName& name,
                                                    std::span<const BytesView> parts) override;
    Result<Bytes> get(const ObjectName& name, std::uint64_t size_bytes_max) override;
    Result<> read(const ObjectName& name, std::uint64_t offset,
                  std::span<std::byte> output) override;
    Result<std::size_t> read_some(const ObjectName& name, std::uint64_t offset,
                                  std::span<std::byte> output) override;
    Result<std::vector<ListedObject>> list(const ObjectFolder& folder) override;
    Result<std::vector<Id16>> list_computers(ObjectKind kind) override;
    Result<std::optional<std::uint64_t>> free_bytes() override;
    Result<> remove(const ObjectName& name) override;

    // Removes temporary files that no running backup can still be writing.
    Result<> sweep();

private:
    class Prepared;

    FolderStorage(std::filesystem::path folder, os::Folder root)
        : folder_(std::move(folder)), root_(std::move(root)) {}

    Result<> make_folder(const std::string& path);
    void remove_if_old(const std::string& path);

    std::filesystem::path folder_;
    os::Folder root_;
};

}  // namespace primum::vault
