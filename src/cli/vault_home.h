// VaultHome: what this computer keeps of one repository under $PRIMUM_HOME/vault/<identifier>/.
//
//   sealing.key   what lets it add to the repository; nothing without it
//   state         what was seen of the repository, docs/design/vault-format.md §14
//   status        when backups were made, for the probe host.backup
//   journal       names of its packs; cache-*: what the last backups saw. Losing them costs time.
//   lock          held by a backup while it runs; a crash frees it
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "formats/backup_status.h"
#include "os/descriptor.h"
#include "vault/history.h"

namespace primum::cli {

class VaultHome {
public:
    // The folder for `repository` under the home directory, which need not exist yet.
    static Result<VaultHome> of(const vault::Id16& repository);

    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path journal() const { return folder_ / "journal"; }
    // One cache for each set of paths, so that different backups do not push each other out.
    std::filesystem::path cache_for(const std::vector<std::string>& paths) const;

    Result<> make() const;
    // Nothing when this computer has none for this repository.
    Result<std::optional<vault::SealingKey>> sealing_key() const;
    Result<> keep_sealing_key(const vault::SealingKey& key) const;
    Result<vault::RepositoryState> state() const;
    Result<> keep_state(const vault::RepositoryState& state) const;
    // Made at the first use, the same for all repositories of this installation.
    Result<crypto::Secret32> cache_key() const;
    // ErrorKind::usage when another backup to this repository is running here.
    Result<os::Descriptor> lock() const;
    // Reads the status, lets `change` change it, and keeps it.
    Result<> update_status(const std::function<void(formats::BackupStatus&)>& change) const;

private:
    explicit VaultHome(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::filesystem::path folder_;
};

}  // namespace primum::cli
