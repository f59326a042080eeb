#include "formats/document_database.h"

#include <nlohmann/json.hpp>

#include "formats/malformed.h"

namespace primum::formats {
namespace {

using Json = nlohmann::json;

// Null where the text is not JSON, and where it is too long to be a welcome.
Json parse(std::string_view body) {
    if (body.size() > welcome_bytes_max) return {};
    auto json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
    return json.is_discarded() ? Json() : json;
}

// The text at `key`, or "" where there is none.
std::string text_at(const Json& object, const char* key) {
    if (!object.is_object()) return {};
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

Result<DatabaseWelcome> parse_elasticsearch_welcome(std::string_view body) {
    const auto json = parse(body);
    const auto version = json.is_object() ? json.find("version") : json.end();
    const bool named = json.is_object() && json.contains("cluster_name");
    if (!named || version == json.end()) return malformed("Elasticsearch");
    const bool is_fork = text_at(*version, "distribution") == "opensearch";
    return DatabaseWelcome{.product = is_fork ? "OpenSearch" : "Elasticsearch",
                           .version = text_at(*version, "number")};
}

Result<DatabaseWelcome> parse_couchdb_welcome(std::string_view body) {
    const auto json = parse(body);
    if (text_at(json, "couchdb").empty()) return malformed("CouchDB");
    return DatabaseWelcome{.product = "CouchDB", .version = text_at(json, "version")};
}

}  // namespace primum::formats
