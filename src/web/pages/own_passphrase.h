// The passphrase asked once more, before what whoever finds a session open must not be able to do.
#pragma once

#include "web/pages/inputs.h"

namespace primum::web {

// Whether the field has the visitor's own passphrase; failures make them wait, as at the door.
// Requires the book's mutex.
Result<> check_own_passphrase(Visit& visit, std::string_view field);

void write_own_passphrase(Sheet& sheet, const std::string& field, const Typed& typed);

}  // namespace primum::web
