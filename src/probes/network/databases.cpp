#include "probes/network/databases.h"

#include <array>

#include "probes/network/conversation.h"
#include "probes/network/databases/document.h"
#include "probes/network/databases/memory.h"
#include "probes/network/databases/mysql.h"
#include "probes/network/databases/postgresql.h"
#include "probes/network/databases/vendor.h"

namespace primum::probes {
namespace {

using Database = Question<facts::DatabaseServer>;

constexpr std::array protocols{
    Database{"mysql", ask_mysql},         Database{"postgresql", ask_postgresql},
    Database{"firebird", ask_firebird},   Database{"sqlserver", ask_sqlserver},
    Database{"mongodb", ask_mongodb},     Database{"elasticsearch", ask_elasticsearch},
    Database{"couchdb", ask_couchdb},     Database{"redis", ask_redis},
    Database{"memcached", ask_memcached},
};

}  // namespace

std::vector<const facts::TableDescription*> DatabasesProbe::tables() const {
    return {&facts::table_of<facts::DatabaseServer>(), &facts::table_of<facts::Service>()};
}

std::vector<Sentence> DatabasesProbe::explain() const {
    return {
        {"MySQL et MariaDB : la lecture de l'accueil, puis au plus deux connexions avec un mot de "
         "passe vide (l'utilisateur anonyme, puis « root »), pour savoir si la porte a une "
         "serrure ; aussitôt refermées, sans aucune requête.",
         "MySQL and MariaDB: reading the greeting, then at most two logins with an empty password "
         "(the anonymous user, then \"root\"), to learn whether the door has a lock; closed at "
         "once, without any query."},
        {"PostgreSQL : la demande de chiffrement et le premier message d'une connexion au nom de "
         "« postgres » ; refermée avant tout mot de passe et toute requête.",
         "PostgreSQL: the request for encryption and the first message of a connection as "
         "\"postgres\"; closed before any password and any query."},
        {"SQL Server : le message PRELOGIN. Firebird : le message op_connect. MongoDB : isMaster, "
         "puis listDatabases, dont les noms ne sont pas gardés.",
         "SQL Server: the PRELOGIN message. Firebird: the op_connect message. MongoDB: isMaster, "
         "then listDatabases, whose names are not kept."},
        {"Redis : PING, puis INFO server. Memcached : version. Elasticsearch et CouchDB : la page "
         "d'accueil, puis la liste des bases, dont seul le code de réponse est gardé.",
         "Redis: PING, then INFO server. Memcached: version. Elasticsearch and CouchDB: the front "
         "page, then the list of databases, of which only the status code is kept."},
        {"Jamais un mot de passe, jamais une donnée lue, jamais rien d'écrit.",
         "Never a password, never any data read, never anything written."}};
}

Result<> DatabasesProbe::observe(facts::Sink& sink) {
    ask_all<facts::DatabaseServer>(context_, protocols, sink);
    if (context_.dialer.stop().requested()) return os::Stop::error();
    return {};
}

}  // namespace primum::probes
