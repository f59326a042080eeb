// Firebird and SQL Server: version and encryption, from the message before any login.
#pragma once

#include "probes/network/conversation.h"

namespace primum::probes {

Result<Heard<facts::DatabaseServer>> ask_firebird(net::Dialer& dialer, OpenPort& port);

// Whether a login is needed is not known: SQL Server asks after the first exchange.
Result<Heard<facts::DatabaseServer>> ask_sqlserver(net::Dialer& dialer, OpenPort& port);

}  // namespace primum::probes
