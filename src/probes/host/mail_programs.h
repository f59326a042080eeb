// Which mailboxes and calendars the mail programs of one person are set to use.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/mail/account.h"
#include "probes/host/settings_reader.h"

namespace primum::probes {

struct ConfiguredMail {
    std::string_view program;  // "thunderbird", "evolution", "gnome", "kde", "kmail", "claws"
    formats::MailAccount account;
    std::set<std::string> forwards_to;  // Domains.
};

// What the programs of the person with this home are set to; files that cannot be read are
// remembered by the reader.
std::vector<ConfiguredMail> configured_mail(SettingsReader& reader,
                                            const std::filesystem::path& home);

}  // namespace primum::probes
