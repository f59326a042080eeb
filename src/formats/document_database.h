// Elasticsearch and CouchDB: how each welcomes a visitor of its front page, in JSON.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

inline constexpr std::size_t welcome_bytes_max = 64_KiB;

struct DatabaseWelcome {
    std::string product;  // "Elasticsearch", "OpenSearch", "CouchDB"
    std::string version;  // Hostile; empty where it is not told.
};

Result<DatabaseWelcome> parse_elasticsearch_welcome(std::string_view body);
Result<DatabaseWelcome> parse_couchdb_welcome(std::string_view body);

}  // namespace primum::formats
