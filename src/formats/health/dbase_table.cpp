#include "formats/health/dbase_table.h"

#include <algorithm>
#include <array>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t header_fixed_bytes = 32;
constexpr std::size_t field_bytes = 32;
constexpr std::size_t field_name_bytes = 11;
constexpr char fields_end = '\r';
constexpr char deleted_mark = '*';

bool is_version(unsigned byte) {
    static constexpr std::array<unsigned, 12> versions{0x02, 0x03, 0x04, 0x05, 0x30, 0x31,
                                                       0x32, 0x43, 0x83, 0x8b, 0x8e, 0xf5};
    return std::ranges::find(versions, byte) != versions.end();
}

unsigned byte_at(BytesView bytes, std::size_t at) { return std::to_integer<unsigned>(bytes[at]); }

std::size_t u16_at(BytesView bytes, std::size_t at) {
    return byte_at(bytes, at) | byte_at(bytes, at + 1) << 8U;
}

bool is_field_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char letter) {
        return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
               (letter >= '0' && letter <= '9') || letter == '_' || letter == ' ' ||
               static_cast<unsigned char>(letter) >= 0x80;
    });
}

bool is_field_type(char type) {
    return std::string_view("CDFLMNGBIYT@O+VPQ0").find(type) != std::string_view::npos;
}

}  // namespace

std::optional<DbaseTable> parse_dbase_table(BytesView bytes) {
    if (bytes.size() < header_fixed_bytes + field_bytes || !is_version(byte_at(bytes, 0))) {
        return std::nullopt;
    }
    const bool has_date = byte_at(bytes, 2) <= 12 && byte_at(bytes, 3) <= 31;
    DbaseTable table{.header_bytes = u16_at(bytes, 8), .record_bytes = u16_at(bytes, 10)};
    if (!has_date || table.header_bytes < header_fixed_bytes + field_bytes) return std::nullopt;
    table.records = static_cast<std::uint32_t>(u16_at(bytes, 4) | u16_at(bytes, 6) << 16U);
    const auto text = as_text(bytes);
    std::size_t length_sum = 1;  // The mark of deletion.
    for (auto at = header_fixed_bytes;; at += field_bytes) {
        if (at >= text.size() || at >= table.header_bytes) return std::nullopt;
        if (text[at] == fields_end) break;
        if (at + field_bytes > text.size()) return std::nullopt;
        const auto name = text.substr(at, field_name_bytes);
        const auto shown = name.substr(0, name.find('\0'));
        if (!is_field_name(shown) || !is_field_type(text[at + field_name_bytes])) {
            return std::nullopt;
        }
        table.columns.emplace_back(trim(shown));
        table.lengths.push_back(byte_at(bytes, at + 16));
        length_sum += table.lengths.back();
    }
    if (table.columns.empty() || length_sum > table.record_bytes) return std::nullopt;
    return table;
}

void walk_dbase_rows(const DbaseTable& table, BytesView bytes, const RowOfTexts& row) {
    const auto text = as_text(bytes);
    std::vector<std::string_view> values(table.columns.size());
    auto at = table.header_bytes;
    for (std::uint32_t i = 0; i < table.records && at + table.record_bytes <= text.size(); ++i) {
        auto field = at + 1;
        for (std::size_t column = 0; column < values.size(); ++column) {
            values[column] = trim(text.substr(field, table.lengths[column]));
            field += table.lengths[column];
        }
        if (text[at] != deleted_mark && !row(values)) return;
        at += table.record_bytes;
    }
}

}  // namespace primum::formats
