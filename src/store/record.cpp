#include "store/record.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/address.h"
#include "store/connection.h"
#include "store/schema.h"

namespace primum::store {
namespace {

struct Older {
    std::int64_t id;
    std::string scope;
};

std::optional<Cidr> network(std::string_view scope) {
    const auto parsed = Cidr::parse(scope);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

// Which column says to what device a row belongs; null for a table that speaks of no device.
const char* device_column(const facts::TableDescription& table) {
    for (const char* column : {"address", "router"}) {
        if (table.find(column) >= 0) return column;
    }
    return nullptr;
}

std::string joined(const std::vector<Sentence>& sentences, Language language) {
    const char* separator = language == Language::french ? " ; " : "; ";
    std::string all;
    for (const auto& sentence : sentences) {
        all += (all.empty() ? "" : separator) + sentence.in(language);
    }
    return all;
}

facts::Value text_or_nothing(std::string text) {
    return text.empty() ? facts::Value{} : facts::Value{std::move(text)};
}

void bind_all(Statement& statement, int first, const std::vector<facts::Value>& values) {
    for (const auto& value : values) statement.bind(first++, value);
}

Result<std::int64_t> insert_observation(Connection& connection, RunId run,
                                        const facts::Observation& observation) {
    auto insert = TRY(connection.prepare(
        "INSERT INTO all_observation (run, probe, scope, started_at, finished_at, milliseconds, "
        "status, reason, reason_en) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    const std::vector<facts::Value> values{
        static_cast<std::int64_t>(run),
        observation.probe,
        observation.scope,
        format_time(observation.started_at),
        format_time(observation.finished_at),
        observation.milliseconds,
        std::string(facts::name_of(observation.status)),
        text_or_nothing(joined(observation.reasons, Language::french)),
        text_or_nothing(joined(observation.reasons, Language::english))};
    bind_all(insert, 1, values);
    TRY(insert.run());
    return sqlite3_last_insert_rowid(connection.handle());
}

Result<> insert_tables(Connection& connection, std::int64_t id,
                       const facts::Observation& observation) {
    auto insert = TRY(connection.prepare("INSERT OR IGNORE INTO looked_for VALUES (?, ?)"));
    const auto note = [&](const facts::TableDescription& table) {
        const facts::Value name = std::string(table.name);
        insert.bind(1, id);
        insert.bind(2, name);
        return insert.run();
    };
    for (const auto* table : observation.tables) TRY(note(*table));
    // Who hands over a row looked for such rows, also when it forgot to say so.
    const facts::TableDescription* last = nullptr;
    for (const auto& fact : observation.facts) {
        if (fact.table != last) TRY(note(*fact.table));
        last = fact.table;
    }
    return {};
}

Result<Statement> prepare_insert(Connection& connection, const facts::TableDescription& table) {
    std::string places;
    for (std::size_t i = 0; i < table.columns.size(); ++i) places += ", ?";
    return connection.prepare(
        fmt::format("INSERT INTO \"now_{}\" (observation_id, row, {}) VALUES (?, ?{})", table.name,
                    column_list(table), places));
}

struct Target {
    Statement insert;
    std::int64_t rows = 0;
};

Result<> insert_fact(Target& target, std::int64_t id, const facts::Fact& fact) {
    CHECK(fact.values.size() == fact.table->columns.size());
    target.insert.bind(1, id);
    target.insert.bind(2, target.rows++);
    bind_all(target.insert, 3, fact.values);
    return target.insert.run();
}

Result<> insert_facts(Connection& connection, std::int64_t id,
                      const std::vector<facts::Fact>& all) {
    std::map<const facts::TableDescription*, Target> targets;
    for (const auto& fact : all) {
        auto found = targets.find(fact.table);
        if (found == targets.end()) {
            auto insert = prepare_insert(connection, *fact.table);
            if (!insert) return std::move(insert).error();
            found = targets.emplace(fact.table, Target{std::move(insert).value()}).first;
        }
        TRY(insert_fact(found->second, id, fact));
    }
    return {};
}

Result<std::vector<Older>> newest_of(Connection& connection, const std::string& probe) {
    auto select = TRY(connection.prepare(
        "SELECT id, scope FROM all_observation WHERE superseded_by IS NULL AND probe = ?"));
    const facts::Value name = probe;
    select.bind(1, name);
    std::vector<Older> found;
    while (TRY(select.step())) found.push_back({select.integer(0), select.text(1)});
    return found;
}

// Moves rows from what is known now to what was known. `which` is the end of a WHERE clause.
Result<> move_to_past(Connection& connection, const facts::TableDescription& table,
                      std::int64_t newer, const std::string& which) {
    TRY(connection.execute(fmt::format(
        "INSERT INTO \"past_{0}\" (observation_id, row, superseded_by, {1}) "
        "SELECT observation_id, row, {2}, {1} FROM \"now_{0}\" WHERE {3} ORDER BY rowid",
        table.name, column_list(table), newer, which)));
    return connection.execute(fmt::format("DELETE FROM \"now_{}\" WHERE {}", table.name, which));
}

Result<> replace_wholly(Connection& connection, std::int64_t older, std::int64_t newer) {
    TRY(connection.execute(
        fmt::format("UPDATE all_observation SET superseded_by = {} WHERE id = {}", newer, older)));
    auto tables = TRY(connection.prepare(
        fmt::format("SELECT name FROM looked_for WHERE observation_id = {}", older)));
    while (TRY(tables.step())) {
        // A table that this program does not know stays: another version will move it.
        const auto* table = facts::find_table(tables.text(0));
        if (table == nullptr) continue;
        TRY(move_to_past(connection, *table, newer, fmt::format("observation_id = {}", older)));
    }
    return {};
}

Result<> replace_rows(Connection& connection, const facts::TableDescription& table,
                      std::int64_t older, std::pair<std::int64_t, const Cidr&> newer) {
    const char* column = device_column(table);
    if (column == nullptr) return {};
    auto select = TRY(connection.prepare(
        fmt::format("SELECT rowid, \"{}\" FROM \"now_{}\" WHERE observation_id = {}", column,
                    table.name, older)));
    std::vector<std::int64_t> rows;
    while (TRY(select.step())) {
        const auto address = IpAddress::parse(select.text(1));
        if (address && newer.second.contains(*address)) rows.push_back(select.integer(0));
    }
    for (const auto row : rows) {
        TRY(move_to_past(connection, table, newer.first, fmt::format("rowid = {}", row)));
    }
    return {};
}

Result<> replace(Connection& connection, const Older& older, std::int64_t id,
                 const facts::Observation& observation) {
    const auto scope = network(observation.scope);
    const auto older_scope = network(older.scope);
    const bool both = scope && older_scope;
    if (older.scope == observation.scope || (both && scope->contains(*older_scope))) {
        return replace_wholly(connection, older.id, id);
    }
    if (!both || !older_scope->contains(*scope)) return {};
    for (const auto* table : observation.tables) {
        TRY(replace_rows(connection, *table, older.id, {id, *scope}));
    }
    return {};
}

}  // namespace

Result<ObservationId> record_observation(Connection& connection, RunId run,
                                         const facts::Observation& observation) {
    auto transaction = TRY(Transaction::begin(connection));
    const auto candidates = TRY(newest_of(connection, observation.probe));
    const auto id = TRY(insert_observation(connection, run, observation));
    TRY(insert_tables(connection, id, observation));
    for (const auto& older : candidates) TRY(replace(connection, older, id, observation));
    TRY(insert_facts(connection, id, observation.facts));
    TRY(transaction.commit());
    return ObservationId{id};
}

}  // namespace primum::store
