#include "store/look_back.h"

#include <algorithm>

#include <fmt/format.h>

#include "facts/tables.h"
#include "store/connection.h"
#include "store/schema.h"

namespace primum::store {
namespace {

// Observations are numbered as they are recorded: the moment is the number of the last one that
// belongs to the run or to one before it. What lay between two audits belongs to neither.
Result<std::int64_t> moment_of(const Connection& connection, RunId run) {
    const auto number = static_cast<std::int64_t>(run);
    if (TRY(connection.number(fmt::format("SELECT count(*) FROM run WHERE id = {}", number))) ==
        0) {
        return Error{ErrorKind::not_found,
                     say("il n'y a pas d'audit numéro {}", "there is no audit number {}", number)};
    }
    return connection.number(
        fmt::format("SELECT max(id) FROM main.all_observation WHERE run BETWEEN 1 AND {}", number));
}

std::string show_observations(std::int64_t moment) {
    return fmt::format(
        "DROP VIEW IF EXISTS temp.observation; DROP VIEW IF EXISTS temp.all_observation;"
        "CREATE TEMP VIEW all_observation AS "
        "SELECT id, run, probe, scope, started_at, finished_at, milliseconds, status, reason, "
        "reason_en, CASE WHEN superseded_by <= {0} THEN superseded_by END AS superseded_by "
        "FROM main.all_observation WHERE id <= {0};"
        "CREATE TEMP VIEW observation AS "
        "SELECT probe, scope, started_at, finished_at, milliseconds, status, reason, reason_en "
        "FROM main.all_observation WHERE id <= {0} "
        "AND (superseded_by IS NULL OR superseded_by > {0});",
        moment);
}

// A row lies in `now_` while nothing has replaced it, else in `past_` with what replaced it.
std::string show_facts(const facts::TableDescription& table, std::int64_t moment) {
    const auto then = fmt::format(
        "observation_id IN (SELECT id FROM main.all_observation WHERE id <= {0} "
        "AND (superseded_by IS NULL OR superseded_by > {0}))",
        moment);
    auto sql = fmt::format(
        "DROP TABLE IF EXISTS temp.\"{0}\";"
        "CREATE TEMP TABLE \"{0}\" AS SELECT {1} FROM main.\"now_{0}\" WHERE {2} "
        "UNION ALL SELECT {1} FROM main.\"past_{0}\" WHERE {2} AND superseded_by > {3};",
        table.name, column_list(table), then, moment);
    if (table.find("address") >= 0) {
        sql += fmt::format("CREATE INDEX temp.\"{0}_then\" ON \"{0}\" (address);", table.name);
    }
    return sql;
}

}  // namespace

Result<> look_back_to(Connection& connection, RunId run, const std::vector<std::string>& tables) {
    const auto moment = TRY(moment_of(connection, run));
    auto sql = show_observations(moment);
    for (const auto* table : facts::all_tables()) {
        const bool is_wanted =
            tables.empty() || std::ranges::find(tables, table->name) != tables.end();
        // Nothing was seen before the first observation.
        sql += show_facts(*table, is_wanted ? moment : 0);
    }
    return connection.execute(sql);
}

}  // namespace primum::store
