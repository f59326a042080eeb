// A database listens to this computer only.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"
#include "os/processes.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;
using formats::SettingsDialect;
using formats::SettingsKey;

const SettingsDialect firebird_dialect{.comments = "#", .has_sections = false};
const SettingsDialect mongodb_dialect{
    .comments = "#", .has_sections = false, .separator = ':', .written = ": "};

// Where a database says whom it listens to.
struct Database {
    std::string_view product;  // In its name as the probe or the process tells it.
    std::string_view process;  // How its program is called.
    std::string_view service;
    std::string_view usual;     // Its file, or a folder whose files are looked through.
    std::string_view file_end;  // In that folder.
    const SettingsDialect* dialect;
    SettingsKey where;
    std::string_view local;
    bool may_add = true;  // The setting may be written where it was not.
};

const std::array<Database, 7> databases{{
    {"redis",
     "redis-server",
     "redis-server",
     "/etc/redis/redis.conf",
     "",
     &formats::words_dialect,
     {"", "bind"},
     "127.0.0.1 -::1"},
    {"maria",
     "mariadbd",
     "mariadb",
     "/etc/mysql",
     ".cnf",
     &formats::mysql_dialect,
     {"mysqld", "bind-address"},
     "127.0.0.1"},
    {"mysql",
     "mysqld",
     "mysql",
     "/etc/mysql",
     ".cnf",
     &formats::mysql_dialect,
     {"mysqld", "bind-address"},
     "127.0.0.1"},
    {"postgres",
     "postgres",
     "postgresql",
     "/etc/postgresql",
     "postgresql.conf",
     &formats::postgresql_dialect,
     {"", "listen_addresses"},
     "'localhost'"},
    {"memcached",
     "memcached",
     "memcached",
     "/etc/memcached.conf",
     "",
     &formats::words_dialect,
     {"", "-l"},
     "127.0.0.1"},
    {"firebird",
     "firebird",
     "firebird3.0",
     "/etc/firebird",
     "firebird.conf",
     &firebird_dialect,
     {"", "RemoteBindAddress"},
     "localhost"},
    {"mongo",
     "mongod",
     "mongod",
     "/etc/mongod.conf",
     "",
     &mongodb_dialect,
     {"", "bindIp"},
     "127.0.0.1",
     /*may_add=*/false},
}};

std::string detail(const Subject& subject, const std::string& name) {
    const auto found = subject.details.find(name);
    return found == subject.details.end() ? "" : lower_case(found->second);
}

const Database* database_of(const Subject& subject) {
    const auto told = detail(subject, "product") + " " + detail(subject, "process");
    const auto found = std::ranges::find_if(databases, [&](const Database& database) {
        return contains(told, database.product) || contains(told, database.process);
    });
    return found == databases.end() ? nullptr : &*found;
}

std::vector<fs::path> files_of(const Situation& situation, const Database& database) {
    const auto usual = situation.at(database.usual);
    std::error_code failure;
    if (fs::is_regular_file(usual, failure)) return {usual};
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(usual, failure)) {
        const auto name = entry.path().filename().string();
        if (name.ends_with(database.file_end) && entry.is_regular_file(failure)) {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

// The file that sets it now, the last one read; else the last that has the section at all.
std::optional<fs::path> file_in_force(const std::vector<fs::path>& files,
                                      const Database& database) {
    std::optional<fs::path> found;
    for (const auto& file : files) {
        const auto text = text_at(file);
        if (text && formats::setting(*text, *database.dialect, database.where)) found = file;
    }
    if (found || !database.may_add || files.empty()) return found;
    for (const auto& file : files) {
        const auto text = text_at(file);
        if (!text || database.where.section.empty()) continue;
        const auto names = formats::section_names(*text, *database.dialect);
        if (std::ranges::find(names, database.where.section) != names.end()) found = file;
    }
    return found ? found : files.front();
}

// Its command line says whom it listens to: the file would not be obeyed.
bool is_told_by_its_command(const Situation& situation, const Database& database) {
    if (!situation.is_live()) return false;
    for (const auto& process : os::processes_named(database.process)) {
        for (const auto& argument : process.argv) {
            for (const auto* option : {"--bind", "bind-address", "listen_addresses", "--bind_ip"}) {
                if (contains(argument, option)) return true;
            }
        }
    }
    return false;
}

class LocalDatabase : public Fix {
public:
    std::string_view name() const override { return "local-database"; }
    std::vector<std::string_view> controls() const override { return {"net-database-open"}; }
    Sentence title() const override {
        return {"ferme au réseau une base de données qui ne sert que cet ordinateur",
                "closes to the network a database that serves this computer only"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        const auto doors = own_subjects(situation);
        if (doors.empty()) return not_on_this_computer(situation);
        Plan plan;
        std::vector<const Database*> done;
        for (const auto& door : doors) {
            const auto* database = database_of(*door.subject);
            if (database == nullptr || is_told_by_its_command(situation, *database)) continue;
            plan.subjects.push_back(door.subject->name);
            if (std::ranges::find(done, database) != done.end()) continue;
            done.push_back(database);
            TRY(close(situation, *database, plan));
        }
        if (plan.changes.empty()) {
            return nothing_to_mend(
                {"cette base n'est pas réglée par les fichiers habituels : demandez à l'éditeur du "
                 "logiciel de la fermer au réseau, ou de n'y laisser venir que vos postes",
                 "this database is not set by the usual files: ask the software's vendor to close "
                 "it "
                 "to the network, or to let your computers only come"});
        }
        plan.notes.push_back(
            {"Attention : si d'autres postes se servent de cette base (logiciel du cabinet en "
             "réseau), ils ne la verront plus. Dans ce cas, répondez non, et demandez à l'éditeur "
             "d'y mettre un mot de passe et de n'y laisser venir que vos postes.",
             "Careful: if other computers use this database (the practice's software in network), "
             "they will no longer see it. In that case answer no, and ask the vendor to put a "
             "password on it and let your computers only come."});
        return plan;
    }

private:
    static Result<> close(const Situation& situation, const Database& database, Plan& plan) {
        const auto file = file_in_force(files_of(situation, database), database);
        if (!file) return {};
        const auto before = plan.changes.size();
        TRY(add_settings(plan, *file, *database.dialect, {{database.where, database.local}}));
        if (plan.changes.size() > before) {
            plan.wakes.push_back({.service = std::string(database.service),
                                  .process = std::string(database.process)});
        }
        return {};
    }
};

}  // namespace

std::unique_ptr<Fix> make_local_database() { return std::make_unique<LocalDatabase>(); }

}  // namespace primum::fixes
