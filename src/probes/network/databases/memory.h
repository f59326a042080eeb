// Redis and Memcached: whether they serve strangers.
#pragma once

#include "probes/network/conversation.h"

namespace primum::probes {

Result<Heard<facts::DatabaseServer>> ask_redis(net::Dialer& dialer, OpenPort& port);
Result<Heard<facts::DatabaseServer>> ask_memcached(net::Dialer& dialer, OpenPort& port);

}  // namespace primum::probes
