#include "store/schema.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "facts/tables.h"
#include "store/connection.h"

namespace primum::store {
namespace {

// Chosen with bench/controls_bench.cpp. An index without a condition costs about a tenth of the
// time to record its table.
constexpr std::array declared_indexes{
    Index{"service", "address,protocol"},
    Index{"service", "protocol"},
    Index{"service", "port"},
    Index{"service", "address,port,process,local_only", "process IS NOT NULL"},
    Index{"service", "address,port", "local_only = 1"},
    Index{"service", "protocol,address,port", "needs_login = 0"},
    Index{"service", "address,port", "client_certificate = 1"},
    Index{"service", "protocol,address,port", "cleartext_login = 1"},
    Index{"service", "protocol,address,port", "certificate_trusted = 0"},
    Index{"port_mapping", "target"},
};

constexpr std::string_view bookkeeping = R"(
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS run (
    id INTEGER PRIMARY KEY, started_at TEXT, finished_at TEXT, version TEXT,
    consent_by TEXT, networks TEXT);
CREATE TABLE IF NOT EXISTS all_observation (
    id INTEGER PRIMARY KEY, run INTEGER, probe TEXT, scope TEXT, started_at TEXT, finished_at TEXT,
    milliseconds INTEGER, status TEXT, reason TEXT, reason_en TEXT, superseded_by INTEGER);
CREATE TABLE IF NOT EXISTS looked_for (
    observation_id INTEGER, name TEXT, PRIMARY KEY (observation_id, name)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS newest_observation ON all_observation (probe, scope)
    WHERE superseded_by IS NULL;
DROP VIEW IF EXISTS observation;
CREATE VIEW observation AS
    SELECT probe, scope, started_at, finished_at, milliseconds, status, reason, reason_en
    FROM all_observation WHERE superseded_by IS NULL;
)";

std::string_view type_of(facts::ColumnType type) {
    switch (type) {
        case facts::ColumnType::text:
        case facts::ColumnType::time:
            return "TEXT";
        case facts::ColumnType::integer:
        case facts::ColumnType::boolean:
            return "INTEGER";
    }
    CHECK(false);
    return {};
}

// `"address" TEXT, "port" INTEGER, `
std::string typed_columns(const facts::TableDescription& table) {
    std::string columns;
    for (const auto& column : table.columns) {
        columns += fmt::format("\"{}\" {}, ", column.name, type_of(column.type));
    }
    return columns;
}

// Two tables, so that what was known once never slows down what is asked of today; the history is
// kept in the order it was seen and has no other index.
std::string create_tables(const facts::TableDescription& table) {
    return fmt::format(
        "CREATE TABLE IF NOT EXISTS \"now_{0}\" ({1}observation_id INTEGER, row INTEGER);\n"
        "CREATE INDEX IF NOT EXISTS \"{0}_by_observation\" ON \"now_{0}\" (observation_id);\n"
        "CREATE TABLE IF NOT EXISTS \"past_{0}\" ({1}observation_id INTEGER, row INTEGER, "
        "superseded_by INTEGER, PRIMARY KEY (observation_id, row)) WITHOUT ROWID;\n",
        table.name, typed_columns(table));
}

std::string create_views(const facts::TableDescription& table) {
    return fmt::format(
        "DROP VIEW IF EXISTS \"{0}\"; DROP VIEW IF EXISTS \"all_{0}\";\n"
        "CREATE VIEW \"{0}\" AS SELECT {1} FROM \"now_{0}\";\n"
        "CREATE VIEW \"all_{0}\" AS SELECT observation_id, row, NULL AS superseded_by, {1} "
        "FROM \"now_{0}\" UNION ALL SELECT observation_id, row, superseded_by, {1} "
        "FROM \"past_{0}\";\n",
        table.name, column_list(table));
}

std::string create_index(const Index& index) {
    auto name = fmt::format("{}_by_{}", index.table, index.columns);
    if (!index.condition.empty()) name += fmt::format("_where_{}", index.condition);
    std::ranges::replace_if(
        name,
        [](char letter) {
            return contains(",= ", {&letter, 1});
        },
        '_');
    const auto where = index.condition.empty() ? "" : fmt::format(" WHERE {}", index.condition);
    return fmt::format("CREATE INDEX IF NOT EXISTS \"{}\" ON \"now_{}\" ({}){};\n", name,
                       index.table, index.columns, where);
}

std::string create_indexes() {
    std::string sql;
    for (const auto* table : facts::all_tables()) {
        if (table->find("address") >= 0) sql += create_index({table->name, "address"});
    }
    for (const auto& index : indexes()) sql += create_index(index);
    return sql;
}

Result<> add_missing_columns(Connection& connection, const facts::TableDescription& table,
                             std::string_view prefix) {
    std::set<std::string> present;
    auto columns = TRY(connection.prepare(
        fmt::format("SELECT name FROM pragma_table_info('{}{}')", prefix, table.name)));
    while (TRY(columns.step())) present.insert(columns.text(0));
    std::string sql;
    for (const auto& column : table.columns) {
        if (present.contains(std::string(column.name))) continue;
        sql += fmt::format("ALTER TABLE \"{}{}\" ADD COLUMN \"{}\" {};", prefix, table.name,
                           column.name, type_of(column.type));
    }
    return connection.execute(sql);
}

Result<> bring_up_to_date(Connection& connection, const facts::TableDescription& table) {
    TRY(connection.execute(create_tables(table)));
    TRY(add_missing_columns(connection, table, "now_"));
    TRY(add_missing_columns(connection, table, "past_"));
    return connection.execute(create_views(table));
}

// Everything below as one text: what is compared to know whether a file has this program's schema.
std::string whole_schema() {
    std::string sql(bookkeeping);
    for (const auto* table : facts::all_tables()) {
        sql += create_tables(*table) + create_views(*table);
    }
    return sql + create_indexes();
}

// FNV-1a, 64 bits, kept as SQLite's signed integer.
std::int64_t fingerprint(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char letter : text) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3;
    }
    return static_cast<std::int64_t>(hash);
}

}  // namespace

std::string column_list(const facts::TableDescription& table) {
    std::string columns;
    for (const auto& column : table.columns) {
        columns += fmt::format("{}\"{}\"", columns.empty() ? "" : ", ", column.name);
    }
    return columns;
}

std::span<const Index> indexes() { return declared_indexes; }

Result<> bring_up_to_date(Connection& connection) {
    const auto schema = whole_schema();
    TRY(connection.execute(std::string(bookkeeping)));
    for (const auto* table : facts::all_tables()) TRY(bring_up_to_date(connection, *table));
    TRY(connection.execute(create_indexes()));
    TRY(
        connection.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};"
                                       "INSERT OR REPLACE INTO about VALUES ('schema', {})",
                                       application_id, format_version, fingerprint(schema))));
    return {};
}

Result<bool> is_up_to_date(const Connection& connection) {
    const auto kept = TRY(connection.number("SELECT value FROM about WHERE key = 'schema'"));
    return kept == fingerprint(whole_schema());
}

}  // namespace primum::store
