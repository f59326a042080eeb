// What this computer asks of a new password, and when it blocks who tries many: PAM's stacks,
// pwquality.conf, faillock.conf and login.defs.
#pragma once

#include "facts/tables.h"
#include "probes/host/settings_reader.h"

namespace primum::probes {

// Fails when the rules themselves cannot be read.
Result<facts::PasswordPolicy> observe_password_policy(SettingsReader& reader);

}  // namespace primum::probes
