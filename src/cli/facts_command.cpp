#include <cstdio>

#include "cli/commands.h"
#include "cli/places.h"
#include "cli/rows.h"
#include "facts/tables.h"
#include "store/store.h"

namespace primum::cli {
namespace {

std::string_view name_of(facts::ColumnType type) {
    switch (type) {
        case facts::ColumnType::text:
            return "text";
        case facts::ColumnType::integer:
            return "integer";
        case facts::ColumnType::boolean:
            return "boolean";
        case facts::ColumnType::time:
            return "time";
    }
    CHECK(false);
    return {};
}

store::Rows schema_rows() {
    store::Rows rows{.columns = {"table", "column", "type", "meaning"}};
    for (const auto* table : facts::all_tables()) {
        for (const auto& column : table->columns) {
            rows.rows.push_back({std::string(table->name), std::string(column.name),
                                 std::string(name_of(column.type)), std::string(column.meaning)});
        }
    }
    return rows;
}

Result<store::Store> open_store() {
    const auto home = TRY(home_directory());
    auto store = store::Store::open_read_only(home / "facts.db");
    if (!store && store.error().kind == ErrorKind::not_found) {
        return Error{ErrorKind::usage,
                     {"rien n'a encore été regardé : lancez d'abord primum audit",
                      "nothing has been looked at yet: run primum audit first"}};
    }
    return store;
}

Result<store::Rows> table_sizes(const store::Store& store) {
    store::Rows sizes{.columns = {"table", "rows", "meaning"}};
    for (const auto* table : facts::all_tables()) {
        const auto count = TRY(store.query(fmt::format("SELECT count(*) FROM {}", table->name)));
        sizes.rows.push_back(
            {std::string(table->name), count.rows.at(0).at(0), std::string(table->meaning)});
    }
    return sizes;
}

Error unknown_table(const std::string& name) {
    std::string names = "observation";
    for (const auto* table : facts::all_tables()) names += ", " + std::string(table->name);
    return {ErrorKind::usage, say("il n'y a pas de table « {} » ; il y a : {}",
                                  "there is no table \"{}\"; there are: {}", name, names)};
}

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

Result<ExitCode> print_rows(const std::string& format, const store::Rows& rows) {
    print(rows_as(format, rows));
    if (!rows.cut) return ExitCode::fine;
    std::fputs("… (trop de lignes : le reste est coupé / too many rows: the rest is cut)\n",
               stderr);
    return ExitCode::incomplete;
}

}  // namespace

Result<ExitCode> run_facts(const FactsArguments& facts) {
    if (facts.schema) return print_rows(facts.format, schema_rows());
    if (!facts.table.empty() && facts.table != "observation" &&
        facts::find_table(facts.table) == nullptr) {
        return unknown_table(facts.table);
    }
    const auto store = TRY(open_store());
    if (facts.table.empty()) return print_rows(facts.format, TRY(table_sizes(store)));
    return print_rows(facts.format, TRY(store.query("SELECT * FROM " + facts.table)));
}

Result<ExitCode> run_query(const QueryArguments& query) {
    const auto store = TRY(open_store());
    return print_rows(query.format, TRY(store.query(query.sql)));
}

}  // namespace primum::cli
