// Secrets that lie open in a person's folder: private keys without a passphrase, and files whose
// name says that they hold passwords. Counted, never opened further than their first bytes.
#pragma once

#include "facts/tables.h"
#include "probes/host/people.h"

namespace primum::probes {

struct SshKeys {
    std::int64_t keys = 0;
    std::int64_t clear = 0;       // Without a passphrase.
    bool lets_others_in = false;  // It has authorised keys.
};

// Fails where the folder's keys cannot be listed.
Result<SshKeys> count_ssh_keys(const os::FileTree& tree, const std::filesystem::path& home);

// On the desktop, among documents and downloads, and in the folder itself.
std::vector<facts::PasswordFile> find_password_files(const os::FileTree& tree,
                                                     const LocalAccount& person);

// "Mots de passe.xlsx", "mdp cabinet.txt", "passwords.csv"; not the file of a password manager,
// that is encrypted.
bool names_passwords(std::string_view file_name);

}  // namespace primum::probes
