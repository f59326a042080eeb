#include "formats/health/sqlite_file.h"

#include <algorithm>
#include <array>
#include <deque>

#include "base/byte_reader.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::string_view magic("SQLite format 3\0", 16);
constexpr std::size_t file_header_bytes = 100;  // At the beginning of page 1.
constexpr std::uint8_t interior_table_page = 5;
constexpr std::uint8_t leaf_table_page = 13;
constexpr std::size_t varint_bytes_max = 9;

// A number of one to nine bytes, high bits first, seven at a time.
Result<std::uint64_t> take_varint(ByteReader& reader) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < varint_bytes_max; ++i) {
        const auto byte = TRY(reader.u8());
        if (i + 1 == varint_bytes_max) return value << 8 | byte;
        value = value << 7 | (byte & 0x7fU);
        if ((byte & 0x80U) == 0) return value;
    }
    return value;
}

// §2.1: what a serial type takes in the record.
std::uint64_t size_of(std::uint64_t type) {
    static constexpr std::array<std::uint8_t, 12> fixed{0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
    if (type < fixed.size()) return fixed.at(type);
    return (type - fixed.size()) / 2;
}

bool is_text(std::uint64_t type) { return type >= 13 && type % 2 == 1; }

// Types 1 to 6 are integers of so many bytes, high bits first; 9 is one.
std::int64_t integer_of(std::uint64_t type, BytesView bytes) {
    if (type == 9) return 1;
    if (type == 0 || type > 6) return 0;
    const bool is_negative = std::to_integer<unsigned>(bytes[0]) >= 0x80;
    std::uint64_t value = is_negative ? ~std::uint64_t{0} : 0;
    for (const auto byte : bytes) value = value << 8 | std::to_integer<std::uint64_t>(byte);
    return static_cast<std::int64_t>(value);
}

// Fills `values` from a record; what is cut off stays empty.
Result<> read_record(BytesView record, std::vector<SqliteValue>& values) {
    values.clear();
    ByteReader header(record);
    const auto header_size = TRY(take_varint(header));
    if (header_size > record.size()) return malformed("SQLite");
    ByteReader body(record.subspan(header_size));
    while (header.position() < header_size && values.size() < sqlite_columns_max) {
        const auto type = TRY(take_varint(header));
        const auto size = size_of(type);
        if (size > body.remaining()) {
            if (is_text(type)) values.push_back({.text = as_text(body.rest())});
            return {};
        }
        const auto bytes = TRY(body.take(size));
        SqliteValue value{.integer = integer_of(type, bytes)};
        if (is_text(type)) value.text = as_text(bytes);
        values.push_back(value);
    }
    return {};
}

// One page of a table's b-tree.
struct Page {
    BytesView bytes;
    std::uint8_t kind = 0;
    std::size_t header = 0;  // Where its header begins.
    std::uint16_t cells = 0;
};

Result<Page> read_page(BytesView bytes, std::size_t page_size, std::uint64_t number) {
    if (number == 0 || (number - 1) * page_size >= bytes.size()) {
        return malformed("SQLite");
    }
    const auto begin = (number - 1) * page_size;
    Page page{.bytes = bytes.subspan(begin, std::min(page_size, bytes.size() - begin)),
              .header = number == 1 ? file_header_bytes : 0};
    ByteReader reader(page.bytes);
    TRY(reader.skip(page.header));
    page.kind = TRY(reader.u8());
    TRY(reader.skip(2));
    page.cells = std::min(TRY(reader.u16_big()), static_cast<std::uint16_t>(page_size / 2 - 1));
    return page;
}

Result<std::uint16_t> cell_offset(const Page& page, std::size_t index) {
    const std::size_t header_size = page.kind == interior_table_page ? 12 : 8;
    ByteReader reader(page.bytes);
    TRY(reader.skip(page.header + header_size + 2 * index));
    return reader.u16_big();
}

Result<std::uint32_t> child_of(const Page& page, std::size_t index) {
    ByteReader reader(page.bytes);
    TRY(reader.skip(index == page.cells ? page.header + 8 : TRY(cell_offset(page, index))));
    return reader.u32_big();
}

Result<BytesView> record_of(const Page& page, std::size_t index) {
    ByteReader reader(page.bytes);
    TRY(reader.skip(TRY(cell_offset(page, index))));
    const auto size = TRY(take_varint(reader));
    TRY(take_varint(reader));  // The row's number.
    return reader.rest().first(std::min<std::uint64_t>(size, reader.remaining()));
}

}  // namespace

std::optional<SqliteFile> SqliteFile::open(BytesView bytes) {
    if (!as_text(bytes).starts_with(magic)) return std::nullopt;
    ByteReader reader(bytes.subspan(magic.size()));
    const auto stated = reader.u16_big();
    if (!stated) return std::nullopt;
    const std::size_t page_size = *stated == 1 ? 65536 : *stated;
    if (page_size < 512) return std::nullopt;
    return SqliteFile(bytes, page_size);
}

std::vector<SqliteTable> SqliteFile::tables() const {
    std::vector<SqliteTable> tables;
    // type, name, table, root page, statement.
    walk_rows(1, [&](std::span<const SqliteValue> row) {
        if (row.size() >= 5 && row[0].text == "table") {
            tables.push_back({.name = row[1].text,
                              .statement = row[4].text,
                              .root_page = static_cast<std::uint32_t>(row[3].integer)});
        }
        return tables.size() < sqlite_tables_max;
    });
    return tables;
}

void SqliteFile::walk_rows(std::uint32_t root_page, const RowListener& row) const {
    std::deque<std::uint32_t> waiting{root_page};
    std::vector<bool> seen(bytes_.size() / page_size_bytes_ + 2);  // A page may name itself.
    std::vector<SqliteValue> values;
    while (!waiting.empty()) {
        const auto number = waiting.front();
        waiting.pop_front();
        if (number >= seen.size() || seen[number]) continue;
        seen[number] = true;
        const auto page = read_page(bytes_, page_size_bytes_, number);
        if (!page) continue;
        for (std::size_t i = 0; page->kind == interior_table_page && i <= page->cells; ++i) {
            const auto child = child_of(*page, i);
            if (child && waiting.size() < sqlite_pages_max) waiting.push_back(*child);
        }
        for (std::size_t i = 0; page->kind == leaf_table_page && i < page->cells; ++i) {
            const auto record = record_of(*page, i);
            if (!record || !read_record(*record, values)) continue;
            if (!row(values)) return;
        }
    }
}

}  // namespace primum::formats
