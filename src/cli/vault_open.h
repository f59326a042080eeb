// Opening a repository for a command: the storage, the keys that are at hand, what was remembered.
#pragma once

#include <memory>
#include <optional>

#include "cli/signals.h"
#include "cli/vault_home.h"
#include "vault/storage/folder_storage.h"

namespace primum::cli {

// A repository as a command uses it. Members are in the order in which they depend on each other.
struct OpenVault {
    std::unique_ptr<vault::FolderStorage> storage;
    std::filesystem::path path;  // Absolute.
    std::optional<vault::ReadingKey> reading;
    std::optional<vault::Repository> repository;
    std::optional<VaultHome> home;
    std::optional<vault::SealingKey> sealing;
    vault::RepositoryState state;
};

// With the sealing key of this computer where there is one, and the reading key in `key_file`
// unless that is empty.
Result<OpenVault> open_vault(const std::string& repository, const std::string& key_file);

// From the text of a paper key, or a key file under a passphrase, which is asked for on the
// terminal or read from standard input.
Result<vault::ReadingKey> read_key_file(const std::string& file);

// A folder for temporary files of a command, private; of `home` when it is there.
std::filesystem::path scratch_folder(const OpenVault& vault);

// Remembers what was seen. Not to be able to is said on standard error, and is no failure.
void remember_seen(OpenVault& vault, std::span<const vault::KnownSnapshot> snapshots,
                   Language language);

std::string host_name();

}  // namespace primum::cli
