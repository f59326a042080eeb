// SqlDump: the tables that a database wrote as SQL: mysqldump, pg_dump, sqlite3 .dump and their
// like.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace primum::formats {

inline constexpr std::size_t sql_columns_max = 200;

// Views into the text, which end with the call.
struct SqlListener {
    // CREATE TABLE, or the columns that an INSERT or a COPY names.
    std::function<void(std::string_view table, std::span<const std::string_view> columns)> table;
    // Values as written, without their quotes; of an INSERT that names no columns, in the order of
    // CREATE TABLE.
    std::function<void(std::string_view table, std::span<const std::string_view> values)> row;
};

void walk_sql_dump(std::string_view text, const SqlListener& listener);

// The names of the columns of a CREATE TABLE statement.
std::vector<std::string_view> columns_of(std::string_view statement);

}  // namespace primum::formats
