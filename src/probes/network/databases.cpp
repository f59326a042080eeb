#include "probes/network/databases.h"

#include <array>

#include "base/parallel.h"
#include "probes/network/conversation.h"
#include "probes/network/databases/document.h"
#include "probes/network/databases/memory.h"
#include "probes/network/databases/mysql.h"
#include "probes/network/databases/postgresql.h"
#include "probes/network/databases/vendor.h"

namespace primum::probes {
namespace {

constexpr std::size_t ports_at_once_max = 16;

using Ask = Result<Heard<facts::DatabaseServer>> (*)(net::Dialer&, OpenPort&);

struct Protocol {
    std::string_view name;
    Ask ask;
};

constexpr std::array protocols{
    Protocol{"mysql", ask_mysql},         Protocol{"postgresql", ask_postgresql},
    Protocol{"firebird", ask_firebird},   Protocol{"sqlserver", ask_sqlserver},
    Protocol{"mongodb", ask_mongodb},     Protocol{"elasticsearch", ask_elasticsearch},
    Protocol{"couchdb", ask_couchdb},     Protocol{"redis", ask_redis},
    Protocol{"memcached", ask_memcached},
};

struct Task {
    OpenPort* port;
    Ask ask;
};

std::vector<Task> tasks_in(Neighbourhood& neighbourhood) {
    std::vector<Task> tasks;
    for (const auto& [name, ask] : protocols) {
        for (auto* port : neighbourhood.ports_speaking(name)) tasks.push_back({port, ask});
    }
    return tasks;
}

void examine(net::Dialer& dialer, const Task& task, facts::Sink& sink) {
    if (dialer.stop().requested()) return;
    auto& port = *task.port;
    const auto what = port.endpoint.to_string() + ", " + port.protocol;
    sink.progress({what, what});
    ask_and_tell<facts::DatabaseServer>(dialer, port, sink, task.ask);
}

}  // namespace

std::vector<const facts::TableDescription*> DatabasesProbe::tables() const {
    return {&facts::table_of<facts::DatabaseServer>(), &facts::table_of<facts::Service>()};
}

std::vector<Sentence> DatabasesProbe::explain() const {
    return {
        {"MySQL et MariaDB : la lecture de l'accueil, puis au plus deux connexions avec un mot de "
         "passe vide (l'utilisateur anonyme, puis « root »), pour savoir si la porte a une serrure "
         "; "
         "aussitôt refermées, sans aucune requête.",
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
    auto tasks = tasks_in(context_.neighbourhood);
    parallel_for_each(tasks, ports_at_once_max,
                      [&](const Task& task) { examine(context_.dialer, task, sink); });
    if (context_.dialer.stop().requested()) return os::Stop::error();
    return {};
}

}  // namespace primum::probes
