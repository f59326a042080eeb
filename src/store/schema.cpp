#include "store/schema.h"

#include <array>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "facts/tables.h"
#include "store/connection.h"

namespace primum::store {
namespace {

// Chosen by bench/controls_bench.cpp; each costs about a tenth of the time to record its table.
constexpr std::array declared_indexes{
    Index{"service", "protocol"},
    Index{"service", "port"},
    Index{"service", "address"},
    Index{"device", "address"},
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

std::string create_table(const facts::TableDescription& table) {
    std::string columns;
    for (const auto& column : table.columns) {
        columns += fmt::format("\"{}\" {}, ", column.name, type_of(column.type));
    }
    return fmt::format(
        "CREATE TABLE IF NOT EXISTS \"all_{}\" (observation_id INTEGER, row INTEGER, "
        "superseded_by INTEGER, {}PRIMARY KEY (observation_id, row)) WITHOUT ROWID;\n",
        table.name, columns);
}

std::string create_view(const facts::TableDescription& table) {
    std::string columns;
    for (const auto& column : table.columns) {
        columns += fmt::format("{}\"{}\"", columns.empty() ? "" : ", ", column.name);
    }
    return fmt::format(
        "DROP VIEW IF EXISTS \"{0}\";\n"
        "CREATE VIEW \"{0}\" AS SELECT {1} FROM \"all_{0}\" WHERE superseded_by IS NULL AND "
        "observation_id IN (SELECT id FROM all_observation WHERE superseded_by IS NULL);\n",
        table.name, columns);
}

std::string create_index(const Index& index) {
    std::string name(index.columns);
    for (auto& letter : name) letter = letter == ',' ? '_' : letter;
    return fmt::format(
        "CREATE INDEX IF NOT EXISTS \"{0}_by_{1}\" ON \"all_{0}\" "
        "(observation_id, {2});\n",
        index.table, name, index.columns);
}

Result<> add_missing_columns(Connection& connection, const facts::TableDescription& table) {
    std::set<std::string> present;
    auto columns = TRY(connection.prepare(
        fmt::format("SELECT name FROM pragma_table_info('all_{}')", table.name)));
    while (TRY(columns.step())) present.insert(columns.text(0));
    for (const auto& column : table.columns) {
        if (present.contains(std::string(column.name))) continue;
        TRY(connection.execute(fmt::format("ALTER TABLE \"all_{}\" ADD COLUMN \"{}\" {}",
                                           table.name, column.name, type_of(column.type))));
    }
    return {};
}

// Everything below as one text: what is compared to know whether a file has this program's schema.
std::string whole_schema() {
    std::string sql(bookkeeping);
    for (const auto* table : facts::all_tables()) sql += create_table(*table) + create_view(*table);
    for (const auto& index : indexes()) sql += create_index(index);
    return sql;
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

std::span<const Index> indexes() { return declared_indexes; }

Result<> bring_up_to_date(Connection& connection) {
    const auto schema = whole_schema();
    TRY(connection.execute(std::string(bookkeeping)));
    for (const auto* table : facts::all_tables()) {
        TRY(connection.execute(create_table(*table)));
        TRY(add_missing_columns(connection, *table));
        TRY(connection.execute(create_view(*table)));
    }
    for (const auto& index : indexes()) TRY(connection.execute(create_index(index)));
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
