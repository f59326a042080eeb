#include "formats/zip_file.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::string_view end_mark("PK\x05\x06", 4);
constexpr std::size_t end_bytes = 22;
constexpr std::size_t comment_bytes_max = 0xFFFF;
constexpr std::uint32_t header_mark = 0x02014B50;
constexpr std::uint32_t local_mark = 0x04034B50;
constexpr std::uint16_t in_zip64 = 0xFFFF;  // In place of a number that is kept elsewhere.
constexpr std::uint32_t long_in_zip64 = 0xFFFFFFFF;

constexpr std::uint16_t encrypted_flags = 1U | 1U << 6 | 1U << 13;
constexpr std::uint16_t method_stored = 0, method_deflated = 8;

struct Directory {
    std::uint16_t members = 0;
    BytesView bytes;
};

std::optional<Directory> find_directory(BytesView bytes) {
    const auto tail_bytes = std::min(bytes.size(), end_bytes + comment_bytes_max);
    const auto at = as_text(bytes.last(tail_bytes)).rfind(end_mark);
    if (at == std::string_view::npos) return std::nullopt;
    const auto end_at = bytes.size() - tail_bytes + at;
    const auto end = bytes.subspan(end_at);
    if (end.size() < end_bytes) return std::nullopt;
    ByteReader reader(end.subspan(end_mark.size()));
    const auto volume = reader.u16_little().value(), first_volume = reader.u16_little().value();
    const auto here = reader.u16_little().value(), members = reader.u16_little().value();
    const auto size = reader.u32_little().value(), offset = reader.u32_little().value();
    const bool is_plain = volume == 0 && first_volume == 0 && here == members &&
                          members != in_zip64 && offset != long_in_zip64;
    // Where something stands before or between, offsets mean something else.
    if (!is_plain || std::uint64_t{offset} + size != end_at) return std::nullopt;
    return Directory{members, bytes.subspan(offset, size)};
}

// One entry of the directory.
struct Header {
    std::uint8_t host = 0;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t checksum = 0;
    std::uint32_t packed_size = 0;
    std::uint32_t size = 0;
    std::uint16_t volume = 0;
    std::uint32_t attributes = 0;
    std::uint32_t offset = 0;
    std::string_view name;
};

Result<Header> read_header(ByteReader& reader) {
    Header header;
    if (TRY(reader.u32_little()) != header_mark) return malformed("ZIP");
    TRY(reader.skip(1));
    header.host = TRY(reader.u8());
    TRY(reader.skip(2));  // The version needed.
    header.flags = TRY(reader.u16_little());
    header.method = TRY(reader.u16_little());
    TRY(reader.skip(4));  // Time and date.
    header.checksum = TRY(reader.u32_little());
    header.packed_size = TRY(reader.u32_little());
    header.size = TRY(reader.u32_little());
    const auto name_bytes = TRY(reader.u16_little());
    const auto extra_bytes = TRY(reader.u16_little());
    const auto comment_bytes = TRY(reader.u16_little());
    header.volume = TRY(reader.u16_little());
    TRY(reader.skip(2));  // Attributes that only the writer knows.
    header.attributes = TRY(reader.u32_little());
    header.offset = TRY(reader.u32_little());
    header.name = as_text(TRY(reader.take(name_bytes)));
    TRY(reader.skip(std::size_t{extra_bytes} + comment_bytes));
    return header;
}

bool is_plain(const Header& header) {
    const bool is_known = header.method == method_deflated ||
                          (header.method == method_stored && header.size == header.packed_size);
    return is_known && (header.flags & encrypted_flags) == 0 && header.volume == 0 &&
           header.size != long_in_zip64 && header.packed_size != long_in_zip64 &&
           header.offset != long_in_zip64;
}

bool is_file(const Header& header) {
    constexpr std::uint8_t unix_host = 3;
    constexpr std::uint32_t kind_mask = 0170000, kind_file = 0100000;
    const auto kind = header.attributes >> 16 & kind_mask;
    if (header.host == unix_host && kind != 0 && kind != kind_file) return false;
    return !header.name.ends_with('/');
}

// What the local header of the member says once more is not believed either way, but for where the
// member begins.
Result<BytesView> packed_bytes(BytesView bytes, const Header& header) {
    ByteReader reader(bytes);
    TRY(reader.skip(header.offset));
    if (TRY(reader.u32_little()) != local_mark) return malformed("ZIP");
    constexpr std::size_t before_lengths = 22;
    TRY(reader.skip(before_lengths));
    const auto name_bytes = TRY(reader.u16_little());
    const auto extra_bytes = TRY(reader.u16_little());
    TRY(reader.skip(std::size_t{name_bytes} + extra_bytes));
    return reader.take(header.packed_size);
}

Result<std::vector<ZipMember>> read_members(BytesView bytes, const Directory& directory) {
    std::vector<ZipMember> members;
    ByteReader reader(directory.bytes);
    for (std::size_t i = 0; i < directory.members; ++i) {
        const auto header = TRY(read_header(reader));
        if (!is_plain(header)) return malformed("ZIP");
        if (!is_file(header)) continue;
        members.push_back({.name = header.name,
                           .packed = TRY(packed_bytes(bytes, header)),
                           .size = header.size,
                           .checksum = header.checksum,
                           .deflated = header.method == method_deflated});
    }
    if (!reader.at_end()) return malformed("ZIP");
    return members;
}

}  // namespace

std::optional<std::vector<ZipMember>> plain_zip_members(BytesView bytes) {
    const auto directory = find_directory(bytes);
    if (!directory) return std::nullopt;
    auto members = read_members(bytes, *directory);
    if (!members) return std::nullopt;
    return std::move(members).value();
}

}  // namespace primum::formats
