// Mail and calendar accounts of GNOME, Evolution, KDE and Claws Mail, all kept in key files.
//
// Evolution: one file an account or calendar (e-data-server's "sources"). GNOME online accounts:
// goa-1.0/accounts.conf. KMail: emailidentities and one akonadi_*rc a resource. Claws: accountrc.
#pragma once

#include <optional>
#include <vector>

#include "formats/host/settings_file.h"
#include "formats/mail/account.h"

namespace primum::formats {

// Nothing for what is neither mail nor a calendar of elsewhere, or is switched off.
std::optional<MailAccount> evolution_account(const Settings& source);

std::vector<MailAccount> gnome_online_accounts(const Settings& accounts);
std::vector<MailAccount> kmail_identities(const Settings& identities);

// An akonadi_*rc file: an IMAP or POP mailbox, or calendars.
std::optional<MailAccount> akonadi_resource(const Settings& resource);

std::vector<MailAccount> claws_accounts(const Settings& accounts);

}  // namespace primum::formats
