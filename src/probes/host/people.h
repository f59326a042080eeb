// The local accounts of a system, and which of them are people.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "probes/host/settings_reader.h"

namespace primum::probes {

struct LocalAccount {
    std::string name;
    std::uint32_t user_id = 0;
    std::filesystem::path home;
    bool person = false;      // A number in the range for people (login.defs), and a login shell.
    bool may_log_in = false;  // A login shell.
    bool password_empty = false;  // Said by passwd itself.
    bool password_here = false;   // A hash in passwd itself.
    // May do everything: number 0, a group that may (sudo, wheel, docker, …), or a rule of sudo.
    std::optional<bool> administrator;  // Nothing where sudo's rules are hidden and could say more.
    std::optional<bool> administrator_without_password;  // Without being asked for it.
    bool no_password_asked = false;  // In the group nopasswdlogin: the login screen lets in.
};

// Fails when /etc/passwd cannot be read.
Result<std::vector<LocalAccount>> local_accounts(SettingsReader& reader);

// The folders of people whose files can be listed; the names of the others go to `hidden`.
std::vector<LocalAccount> people_with_open_folders(const os::FileTree& tree,
                                                   const std::vector<LocalAccount>& accounts,
                                                   std::vector<std::string>& hidden);

// Tells once whose settings could not be seen; nothing for an empty list.
void tell_hidden_people(facts::Sink& sink, const std::vector<std::string>& hidden);

}  // namespace primum::probes
