// MongoDB, Elasticsearch and CouchDB: whether they list their databases to strangers.
#pragma once

#include "probes/network/conversation.h"

namespace primum::probes {

Result<Heard<facts::DatabaseServer>> ask_mongodb(net::Dialer& dialer, OpenPort& port);
Result<Heard<facts::DatabaseServer>> ask_elasticsearch(net::Dialer& dialer, OpenPort& port);
Result<Heard<facts::DatabaseServer>> ask_couchdb(net::Dialer& dialer, OpenPort& port);

}  // namespace primum::probes
