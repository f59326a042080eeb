#include "formats/host/sqlite_record.h"

#include <algorithm>
#include <array>

namespace primum::formats {
namespace {

constexpr std::uint64_t first_text_type = 12;
constexpr std::array<std::size_t, 10> bytes_of_type{0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
constexpr std::size_t columns_max = 2000;  // SQLITE_MAX_COLUMN.

Error broken() {
    return {ErrorKind::malformed,
            {"une ligne de la base SQLite est abîmée", "a row of the SQLite database is damaged"}};
}

std::size_t bytes_of(std::uint64_t type) {
    if (type < bytes_of_type.size()) return bytes_of_type[static_cast<std::size_t>(type)];
    return type < first_text_type ? 0 : static_cast<std::size_t>((type - first_text_type) / 2);
}

// Big-endian, two's complement.
std::int64_t signed_number(BytesView bytes) {
    const bool negative = !bytes.empty() && (bytes[0] & std::byte{0x80}) != std::byte{0};
    std::uint64_t value = negative ? ~std::uint64_t{0} : 0;
    for (const auto byte : bytes) value = value << 8 | std::to_integer<std::uint64_t>(byte);
    return static_cast<std::int64_t>(value);
}

SqliteValue value_from(std::uint64_t type, BytesView bytes) {
    if (type >= 1 && type <= 6) return signed_number(bytes);
    if (type == 8 || type == 9) return static_cast<std::int64_t>(type - 8);
    const bool is_text = type > first_text_type && type % 2 == 1;
    if (is_text) return std::string(as_text(bytes));
    return std::monostate{};  // NULL, a real number or a blob.
}

}  // namespace

Result<std::uint64_t> read_varint(ByteReader& reader) {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) {
        const std::uint64_t byte = TRY(reader.u8());
        value = value << 7 | (byte & 0x7f);
        if ((byte & 0x80) == 0) return value;
    }
    return value << 8 | TRY(reader.u8());
}

Result<std::vector<SqliteValue>> read_record(BytesView payload,
                                             const std::vector<std::size_t>& indexes) {
    ByteReader header(payload);
    const auto header_bytes = TRY(read_varint(header));
    if (header_bytes > payload.size()) return broken();
    ByteReader body(payload.subspan(static_cast<std::size_t>(header_bytes)));
    std::vector<SqliteValue> values(indexes.size());
    for (std::size_t column = 0; header.position() < header_bytes; ++column) {
        if (column >= columns_max) return broken();
        const auto type = TRY(read_varint(header));
        const auto bytes = TRY(body.take(bytes_of(type)));
        const auto wanted = std::ranges::find(indexes, column);
        if (wanted == indexes.end()) continue;
        values[static_cast<std::size_t>(wanted - indexes.begin())] = value_from(type, bytes);
    }
    return values;
}

}  // namespace primum::formats
