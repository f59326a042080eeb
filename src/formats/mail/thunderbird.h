// Thunderbird's settings: prefs.js of a profile, and the message filters of an account.
//
// prefs.js is JavaScript of one shape: user_pref("name", value); with a text, a number or a truth.
// msgFilterRules.dat is lines of key="value".
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/mail/account.h"

namespace primum::formats {

// Numbers and truths as they are written; what is no user_pref is left out.
using ThunderbirdPrefs = std::map<std::string, std::string, std::less<>>;
ThunderbirdPrefs parse_thunderbird_prefs(std::string_view text);

struct ThunderbirdAccount {
    MailAccount account;
    std::string folder;  // Of its files, below the profile: "ImapMail/imap.gmail.com".
};

// Accounts in their order, then calendars that are not kept on this computer alone.
std::vector<ThunderbirdAccount> thunderbird_accounts(const ThunderbirdPrefs& prefs);

// The profiles named by profiles.ini: folders, absolute or below its own.
std::vector<std::string> thunderbird_profiles(std::string_view profiles_ini);

}  // namespace primum::formats
