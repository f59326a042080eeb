// SqliteFile: the tables of a SQLite database and their rows, read from its pages.
//
// The file format is at sqlite.org/fileformat2.html. Page 1 is the root of the schema, itself a
// table of which each row names a table and its root page. A page that is not there, or makes no
// sense, is left out; so is what overflows a page.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace primum::formats {

// Views into the bytes.
struct SqliteTable {
    std::string_view name;
    std::string_view statement;  // CREATE TABLE ..., as far as it stands on one page.
    std::uint32_t root_page = 0;
};

struct SqliteValue {
    std::string_view text;  // In UTF-8 as a rule; empty when it is no text.
    std::int64_t integer = 0;
};

inline constexpr std::size_t sqlite_pages_max = 4096;  // Waiting at a time; more are left out.
inline constexpr std::size_t sqlite_columns_max = 200;
inline constexpr std::size_t sqlite_tables_max = 2000;

class SqliteFile {
public:
    // Nothing when it is no SQLite database. The bytes are borrowed and must outlive the file; the
    // first ones are enough for most schemas.
    static std::optional<SqliteFile> open(BytesView bytes);

    std::vector<SqliteTable> tables() const;

    // Calls `row` with the values of each row. Ends when `row` says false.
    using RowListener = std::function<bool(std::span<const SqliteValue>)>;
    void walk_rows(std::uint32_t root_page, const RowListener& row) const;

private:
    SqliteFile(BytesView bytes, std::size_t page_size_bytes)
        : bytes_(bytes), page_size_bytes_(page_size_bytes) {}

    BytesView bytes_;
    std::size_t page_size_bytes_;
};

}  // namespace primum::formats
