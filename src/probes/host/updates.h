// Whether a Debian system is kept up to date: what waits, since when, and who installs it.
#pragma once

#include "facts/tables.h"
#include "probes/host/host_context.h"
#include "probes/host/settings_reader.h"

namespace primum::probes {

// Fills the columns of `host` about updates and the release's support; tells what it could not see.
void observe_updates(HostContext& context, SettingsReader& reader, facts::Host& host,
                     facts::Sink& sink);
void observe_release(const HostContext& context, SettingsReader& reader, facts::Host& host,
                     facts::Sink& sink);

}  // namespace primum::probes
