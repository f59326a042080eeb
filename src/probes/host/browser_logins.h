// Logins that the browsers of one person keep, counted by kind of site. No address is handed over.
#pragma once

#include "facts/tables.h"
#include "probes/host/people.h"

namespace primum::probes {

// Each profile of each browser; what could not be read goes to `sink`.
std::vector<facts::SavedLogin> count_saved_logins(const os::FileTree& tree,
                                                  const LocalAccount& person, facts::Sink& sink);

// "health" (what opens patients' data), "mail", "bank" or "other", by the host's name.
std::string_view kind_of_site(std::string_view host);

}  // namespace primum::probes
