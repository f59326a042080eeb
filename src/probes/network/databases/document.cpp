#include "probes/network/databases/document.h"

#include "base/text.h"
#include "formats/document_database.h"
#include "formats/mongodb.h"
#include "net/http.h"

namespace primum::probes {
namespace {

using facts::DatabaseServer;

constexpr int http_ok = 200;
constexpr int http_unauthorized = 401;
constexpr int http_forbidden = 403;
constexpr std::size_t list_bytes_max = 4096;  // Its status is all that is looked at.

Result<formats::MongoDbReply> read_mongodb_reply(Line& line) {
    auto message = TRY(line.read(formats::mongodb_header_size_bytes));
    const auto size = TRY(formats::parse_mongodb_size(message));
    const auto rest = TRY(line.read(size - message.size()));
    message.insert(message.end(), rest.begin(), rest.end());
    return formats::parse_mongodb_reply(message);
}

Result<> list_mongodb(Line& line, DatabaseServer& row) {
    TRY(line.write(formats::mongodb_list_databases()));
    const auto reply = TRY(read_mongodb_reply(line));
    if (!reply.ok && reply.code != formats::mongodb_unauthorized) {
        return Error{ErrorKind::denied,
                     say("le serveur a refusé la liste des bases (code {})",
                         "the server refused the list of databases (code {})", reply.code)};
    }
    row.needs_login = !reply.ok;
    return {};
}

struct WebDatabase {
    Result<formats::DatabaseWelcome> (*parse_welcome)(std::string_view body);
    std::string_view list;   // The path of the list of databases.
    std::string_view realm;  // What its demand for a login says of it, in lower case.
};

constexpr WebDatabase elasticsearch{.parse_welcome = formats::parse_elasticsearch_welcome,
                                    .list = "/_cat/indices?format=json&h=index",
                                    .realm = "security"};
constexpr WebDatabase couchdb{.parse_welcome = formats::parse_couchdb_welcome,
                              .list = "/_all_dbs?limit=1",
                              .realm = "couchdb"};

Result<net::HttpResponse> fetch(net::Dialer& dialer, const OpenPort& port, std::string_view path,
                                std::size_t body_bytes_max) {
    return net::exchange(dialer, {.endpoint = port.endpoint,
                                  .tls = port.tls.has_value(),
                                  .path = std::string(path),
                                  .body_bytes_max = body_bytes_max});
}

bool asks_for_login(const net::HttpResponse& response) {
    return response.status == http_unauthorized || response.status == http_forbidden;
}

// A front page behind a login is recognised by what the refusal says.
bool is_refusal_of(const WebDatabase& database, const net::HttpResponse& response) {
    const auto told = lower_case(response.header("www-authenticate") + response.header("server") +
                                 response.header("x-elastic-product"));
    return asks_for_login(response) &&
           (contains(told, database.realm) || contains(told, "elastic"));
}

Result<> list_databases(net::Dialer& dialer, const OpenPort& port, const WebDatabase& database,
                        DatabaseServer& row) {
    const auto list = TRY(fetch(dialer, port, database.list, list_bytes_max));
    if (list.status != http_ok && !asks_for_login(list)) {
        return Error{ErrorKind::denied,
                     say("la liste des bases a été refusée (code HTTP {})",
                         "the list of databases was refused (HTTP status {})", list.status)};
    }
    row.needs_login = asks_for_login(list);
    return {};
}

Result<Heard<DatabaseServer>> ask_web_database(net::Dialer& dialer, OpenPort& port,
                                               const WebDatabase& database) {
    const auto front = TRY(fetch(dialer, port, "/", formats::welcome_bytes_max));
    Heard<DatabaseServer> heard{.row = blank_row<DatabaseServer>(port)};
    heard.row.encrypted = port.tls.has_value();
    const auto welcome = database.parse_welcome(front.body);
    if (welcome) {
        port.product = welcome->product;
        if (!welcome->version.empty()) {
            heard.row.version = printable(welcome->version);
            port.version = *heard.row.version;
        }
        auto listed = list_databases(dialer, port, database, heard.row);
        if (!listed) heard.cut_short = std::move(listed).error();
    } else if (is_refusal_of(database, front)) {
        heard.row.needs_login = true;
    } else {
        return is_plain_http(port);
    }
    if (heard.row.needs_login == true) port.cleartext_login = !port.tls;
    return heard;
}

}  // namespace

Result<Heard<DatabaseServer>> ask_mongodb(net::Dialer& dialer, OpenPort& port) {
    auto line = TRY(call(dialer, port));
    TRY(line.write(formats::mongodb_greeting()));
    const auto greeting = TRY(read_mongodb_reply(line));
    Heard<DatabaseServer> heard{.row = blank_row<DatabaseServer>(port)};
    heard.row.encrypted = port.tls.has_value();
    port.product = "MongoDB";
    if (greeting.wire_version_max) {
        if (const auto release = formats::mongodb_release(*greeting.wire_version_max)) {
            heard.row.version = std::string(*release);
            port.version = *heard.row.version;
        }
    }
    auto listed = list_mongodb(line, heard.row);
    if (!listed) heard.cut_short = std::move(listed).error();
    return heard;
}

Result<Heard<DatabaseServer>> ask_elasticsearch(net::Dialer& dialer, OpenPort& port) {
    return ask_web_database(dialer, port, elasticsearch);
}

Result<Heard<DatabaseServer>> ask_couchdb(net::Dialer& dialer, OpenPort& port) {
    return ask_web_database(dialer, port, couchdb);
}

}  // namespace primum::probes
