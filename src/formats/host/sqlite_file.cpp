#include "formats/host/sqlite_file.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/host/sqlite_record.h"

namespace primum::formats {
namespace {

constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t file_header_bytes = 100;
constexpr int depth_max = 20;
constexpr std::uint8_t interior_table = 5;
constexpr std::uint8_t leaf_table = 13;
constexpr std::array<std::string_view, 5> constraints{"constraint", "primary", "unique", "check",
                                                      "foreign"};

Error broken() {
    return {ErrorKind::malformed, {"la base SQLite est abîmée", "the SQLite database is damaged"}};
}

using OnRecord = std::function<Result<>(BytesView payload)>;

class Database {
public:
    static Result<Database> open(BytesView file) {
        if (file.size() < file_header_bytes || !as_text(file).starts_with(magic)) return broken();
        ByteReader reader(file.subspan(magic.size()));
        const std::size_t written = TRY(reader.u16_big());
        const std::size_t page_bytes = written == 1 ? 65536 : written;
        TRY(reader.skip(2));
        const std::size_t reserved = TRY(reader.u8());
        const bool is_power_of_two = (page_bytes & (page_bytes - 1)) == 0;
        if (page_bytes < 512 || !is_power_of_two || reserved > page_bytes - 480) return broken();
        return Database(file, page_bytes, page_bytes - reserved);
    }

    // Every record of the table whose root page is `page`.
    Result<> walk(std::uint32_t page, const OnRecord& take) { return walk(page, 0, take); }

private:
    Database(BytesView file, std::size_t page_bytes, std::size_t usable_bytes)
        : file_(file),
          page_bytes_(page_bytes),
          usable_bytes_(usable_bytes),
          visited_(file.size() / page_bytes + 1) {}

    // Pages are numbered from 1.
    Result<BytesView> page_at(std::uint32_t number) {
        if (number == 0 || number > file_.size() / page_bytes_) return broken();
        return file_.subspan((number - std::size_t{1}) * page_bytes_, usable_bytes_);
    }

    Result<> visit_once(std::uint32_t number) {
        if (number == 0 || number >= visited_.size() || visited_[number]) return broken();
        visited_[number] = true;
        return {};
    }

    Result<> walk(std::uint32_t number, int depth, const OnRecord& take) {
        if (depth > depth_max) return broken();
        TRY(visit_once(number));
        const auto page = TRY(page_at(number));
        ByteReader reader(page.subspan(number == 1 ? file_header_bytes : 0));
        const auto type = TRY(reader.u8());
        TRY(reader.skip(2));
        const auto cells = TRY(reader.u16_big());
        TRY(reader.skip(3));
        if (type != leaf_table && type != interior_table) return broken();
        const std::uint32_t last_child = type == interior_table ? TRY(reader.u32_big()) : 0;
        for (std::uint16_t i = 0; i < cells; ++i) {
            const auto offset = TRY(reader.u16_big());
            if (offset > page.size()) return broken();
            if (type == interior_table) {
                ByteReader cell(page.subspan(offset));
                TRY(walk(TRY(cell.u32_big()), depth + 1, take));
            } else {
                TRY(take_cell(page.subspan(offset), take));
            }
        }
        return last_child == 0 ? Result<>() : walk(last_child, depth + 1, take);
    }

    Result<> take_cell(BytesView cell, const OnRecord& take) {
        ByteReader reader(cell);
        const auto size = TRY(read_varint(reader));
        TRY(read_varint(reader));  // The row's number.
        if (size > file_.size()) return broken();
        const auto whole = static_cast<std::size_t>(size);
        if (whole <= usable_bytes_ - 35) return take(TRY(reader.take(whole)));

        // What does not fit in the page goes on in a chain of others (chapter 1.6, "overflow").
        const auto least = (usable_bytes_ - 12) * 32 / 255 - 23;
        const auto wanted = least + (whole - least) % (usable_bytes_ - 4);
        const auto here = TRY(reader.take(wanted <= usable_bytes_ - 35 ? wanted : least));
        Bytes payload(here.begin(), here.end());
        auto next = TRY(reader.u32_big());
        while (payload.size() < whole) {
            TRY(visit_once(next));
            ByteReader more(TRY(page_at(next)));
            next = TRY(more.u32_big());
            const auto part = TRY(more.take(std::min(whole - payload.size(), more.remaining())));
            payload.insert(payload.end(), part.begin(), part.end());
        }
        return take(payload);
    }

    BytesView file_;
    std::size_t page_bytes_;
    std::size_t usable_bytes_;
    std::vector<bool> visited_;
};

struct Table {
    std::uint32_t root = 0;
    std::vector<std::string> columns;
};

// sqlite_schema (type, name, tbl_name, rootpage, sql) begins on the first page.
Result<Table> find_table(Database& database, std::string_view name) {
    std::optional<Table> found;
    TRY(database.walk(1, [&](BytesView payload) -> Result<> {
        const auto values = TRY(read_record(payload, {0, 1, 3, 4}));
        const auto* type = std::get_if<std::string>(values.data());
        const auto* called = std::get_if<std::string>(&values[1]);
        const auto* root = std::get_if<std::int64_t>(&values[2]);
        const auto* sql = std::get_if<std::string>(&values[3]);
        if (type == nullptr || called == nullptr || root == nullptr || sql == nullptr) return {};
        if (*type != "table" || *called != name || *root <= 0 || *root > UINT32_MAX) return {};
        found = Table{static_cast<std::uint32_t>(*root), columns_of_create_table(*sql)};
        return {};
    }));
    if (found) return *std::move(found);
    return Error{ErrorKind::not_found,
                 say("la table {} n'existe pas", "there is no table {}", name)};
}

// Its first word; a constraint of the whole table is no column.
std::optional<std::string> column_name(std::string_view definition) {
    definition = trim(definition);
    if (definition.empty()) return std::nullopt;
    constexpr std::string_view quotes = "\"`'[";
    if (contains(quotes, definition.substr(0, 1))) {
        const char closing = definition[0] == '[' ? ']' : definition[0];
        const auto end = definition.find(closing, 1);
        return std::string(definition.substr(1, end == std::string_view::npos ? end : end - 1));
    }
    const auto word = definition.substr(0, definition.find_first_of(" \t\r\n("));
    if (std::ranges::find(constraints, lower_case(word)) != constraints.end()) return std::nullopt;
    return std::string(word);
}

}  // namespace

std::vector<std::string> columns_of_create_table(std::string_view sql) {
    std::vector<std::string> columns;
    const auto open = sql.find('(');
    if (open == std::string_view::npos) return columns;
    int depth = 1;
    auto begin = open + 1;
    for (auto i = begin; i < sql.size() && depth > 0; ++i) {
        if (sql[i] == '(') ++depth;
        if (sql[i] == ')') --depth;
        const bool ends = depth == 0 || (depth == 1 && sql[i] == ',');
        if (!ends) continue;
        auto name = column_name(sql.substr(begin, i - begin));
        if (name) columns.push_back(*std::move(name));
        begin = i + 1;
    }
    return columns;
}

Result<> for_each_sqlite_row(BytesView file, const SqliteQuery& query,
                             const std::function<void(std::span<const SqliteValue>)>& take) {
    auto schema = TRY(Database::open(file));
    const auto table = TRY(find_table(schema, query.table));
    std::vector<std::size_t> indexes;
    for (const auto column : query.columns) {
        const auto found = std::ranges::find(table.columns, column);
        indexes.push_back(static_cast<std::size_t>(found - table.columns.begin()));
        if (found == table.columns.end()) indexes.back() = SIZE_MAX;
    }
    auto database = TRY(Database::open(file));
    std::size_t rows = 0;
    return database.walk(table.root, [&](BytesView payload) -> Result<> {
        if (++rows > query.rows_max) return {};
        take(TRY(read_record(payload, indexes)));
        return {};
    });
}

}  // namespace primum::formats
