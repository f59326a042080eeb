// VaultPlaces: what this computer keeps of a repository, in `$PRIMUM_HOME/vault/<repository>/`, and
// keys that a person hands over in a file.
//
//   sealing.key   0600; what backups are made with
//   state         what was seen of the repository, so that a rollback is noticed (vault-format.md
//   §14) status        when the last backup and restore test were, for host.backup
//   (formats/backup_status.h)
#pragma once

#include <filesystem>
#include <memory>

#include "formats/backup_status.h"
#include "vault/history.h"
#include "vault/repository.h"
#include "vault/storage/folder_storage.h"

namespace primum::cli {

class VaultHome {
public:
    // Makes the folder when it is not there.
    static Result<VaultHome> of(const vault::Id16& repository);

    const std::filesystem::path& folder() const { return folder_; }

    // ErrorKind::not_found when this computer has no key for the repository.
    Result<vault::SealingKey> sealing_key() const;
    Result<> keep(const vault::SealingKey& key) const;

    // Empty when nothing was noted yet; an error when what was noted cannot be read.
    Result<vault::RepositoryState> state() const;
    Result<> keep(const vault::RepositoryState& state) const;

    // Advice only: what cannot be read is begun anew.
    formats::BackupStatus status() const;
    Result<> keep(const formats::BackupStatus& status) const;

private:
    explicit VaultHome(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::filesystem::path folder_;
};

// The folder of a repository that exists: ErrorKind::usage with what to do when it does not.
Result<std::unique_ptr<vault::FolderStorage>> open_storage(const std::string& repository);

// A paper key as a person typed it or as init wrote it, or a key file under a passphrase (which is
// asked for on the terminal, or taken from $PRIMUM_PASSPHRASE). ErrorKind::usage names what is
// wrong in it.
Result<vault::ReadingKey> read_key_file(const std::string& file);

}  // namespace primum::cli
