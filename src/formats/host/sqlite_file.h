// Rows of a table in an SQLite database file, read without SQLite: the file is another program's,
// maybe in use, and hostile like any other. Format: "Database File Format", sqlite.org/fileformat2.
//
// The file alone is read: rows still in a write-ahead log or a journal beside it are not seen.
// Ordinary tables only (no WITHOUT ROWID, no views), texts in UTF-8. Every page is visited once at
// most.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

// NULL (also for what is no whole number or text), a whole number, or a text.
using SqliteValue = std::variant<std::monostate, std::int64_t, std::string>;

struct SqliteQuery {
    std::string_view table;
    std::vector<std::string_view> columns;  // NULL where the table has no such column.
    std::size_t rows_max = 100'000;
};

// ErrorKind::not_found when there is no such table.
Result<> for_each_sqlite_row(BytesView file, const SqliteQuery& query,
                             const std::function<void(std::span<const SqliteValue>)>& take);

// The names of the columns in a CREATE TABLE statement.
std::vector<std::string> columns_of_create_table(std::string_view sql);

}  // namespace primum::formats
