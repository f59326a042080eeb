// Schema: the tables, views and indexes of a store, made from the declared fact tables.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "facts/column.h"

namespace primum::store {

class Connection;

// In the header of every store: "Prim". SQLite keeps it for the programs that own a file.
constexpr std::int32_t application_id = 0x5072696D;

// Raised when a program of before could misread the file. A new table or column does not raise it.
constexpr std::int32_t format_version = 1;

// An index on what is known now; worth its room only for what controls look up. One with a
// condition holds the few rows that meet it, and costs the others nothing; a query uses it when it
// states the same condition.
struct Index {
    std::string_view table;
    std::string_view columns;         // Comma-separated, without spaces.
    std::string_view condition = {};  // SQL; empty: every row.
};
// Besides these, every table that has a column `address` is indexed by it: that is what joins them.
std::span<const Index> indexes();

// `"address", "port", ...`: the declared columns, in order.
std::string column_list(const facts::TableDescription& table);

// Creates what is missing: tables, columns, views, indexes. Does nothing when all is there. Call
// within a transaction.
Result<> bring_up_to_date(Connection& connection);

// True when the file has the schema that this program would make.
Result<bool> is_up_to_date(const Connection& connection);

}  // namespace primum::store
