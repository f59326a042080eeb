// Consent: who agreed to have a network looked at. Asked once for each network, and kept with the
// facts, because looking at a network without the consent of its owner is an offence.
#pragma once

#include <string>
#include <vector>

#include "cli/lan.h"
#include "facts/tables.h"
#include "store/store.h"

namespace primum::cli {

// The consent for each of `lans`, in their order: the one already kept for a network that contains
// it, else `given_name`, else the name typed at the terminal. ErrorKind::usage when there is none.
Result<std::vector<facts::NetworkScope>> obtain_consents(const std::vector<Lan>& lans,
                                                         const store::Store& store,
                                                         const std::string& given_name,
                                                         Language language);

// Keeps them as facts.
Result<> keep_consents(store::Store& store, store::RunId run,
                       const std::vector<facts::NetworkScope>& consents);

}  // namespace primum::cli
