// What a password manager or a browser exports: one row a login, in CSV. Chrome, Edge, Firefox,
// Bitwarden, KeePass, 1Password, LastPass and Dashlane are told by the names of their columns.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace primum::formats {

struct SavedPassword {
    std::string site;  // Host of the address, else the title; printable.
    std::string password;
};

// Calls `take` with each login that has a password. The caller wipes what it keeps; what this
// function copied is wiped before it returns. ErrorKind::malformed when no column holds passwords.
Result<> for_each_saved_password(std::string_view csv,
                                 const std::function<void(const SavedPassword&)>& take);

}  // namespace primum::formats
