// MySQL and MariaDB: version, encryption, and whether an account without a password lets one in.
#pragma once

#include "probes/network/conversation.h"

namespace primum::probes {

// One connection as the anonymous user and, where that was refused, one as "root": both with an
// empty password, never with another, and hung up at once (databases.h says why).
Result<Heard<facts::DatabaseServer>> ask_mysql(net::Dialer& dialer, OpenPort& port);

}  // namespace primum::probes
