// PostgreSQL: encryption, and whether the server trusts anybody (pg_hba.conf, "trust").
#pragma once

#include "probes/network/conversation.h"

namespace primum::probes {

// One connection: the request for TLS, then a startup as "postgres", up to the server's question.
Result<Heard<facts::DatabaseServer>> ask_postgresql(net::Dialer& dialer, OpenPort& port);

}  // namespace primum::probes
