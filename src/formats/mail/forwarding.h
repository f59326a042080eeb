// Forwarding rules: where the filters of mail programs send messages on to. Domains only: an
// address there may be anybody's.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "formats/host/settings_file.h"

namespace primum::formats {

// Each gives the domains, in lower case; a rule that is switched off counts for nothing.
std::set<std::string> thunderbird_forwards(std::string_view message_filter_rules);
std::set<std::string> evolution_forwards(std::string_view filters_xml);
std::set<std::string> kmail_forwards(const Settings& mail_filter_agent);
std::set<std::string> claws_forwards(std::string_view matcherrc);

}  // namespace primum::formats
