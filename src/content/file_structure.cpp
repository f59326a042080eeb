#include "content/file_structure.h"

#include <algorithm>
#include <string_view>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::content {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t tail_bytes = 2048;
constexpr std::size_t directory_bytes_max = 32UL * 1024;
constexpr std::size_t members_checked_max = 64;
constexpr std::size_t scan_samples = 16;
constexpr std::size_t scan_sample_bytes = 2048;
constexpr std::uint64_t scan_starts_after_bytes = 4096;  // Tables and camera data come before.
constexpr std::size_t marks_min = 8;

std::uint64_t tail_start(std::uint64_t size_bytes, std::size_t count) {
    return size_bytes > count ? size_bytes - count : 0;
}

// The offset of a member's local header, from its entry of the central directory; moves past the
// entry.
Result<std::uint32_t> next_member(ByteReader& directory) {
    if (TRY(directory.u32_little()) != 0x02014B50) return Error{ErrorKind::malformed, {}};
    TRY(directory.skip(24));
    const auto name = TRY(directory.u16_little());
    const auto extra = TRY(directory.u16_little());
    const auto comment = TRY(directory.u16_little());
    TRY(directory.skip(8));
    const auto offset = TRY(directory.u32_little());
    TRY(directory.skip(std::size_t{name} + extra + comment));
    return offset;
}

struct Directory {
    std::uint32_t size_bytes;
    std::uint32_t offset;
    std::uint16_t members;
};

Result<Directory> read_end_record(BytesView record) {
    ByteReader reader(record);
    TRY(reader.skip(10));
    const auto members = TRY(reader.u16_little());
    const auto size_bytes = TRY(reader.u32_little());
    const auto offset = TRY(reader.u32_little());
    return Directory{.size_bytes = size_bytes, .offset = offset, .members = members};
}

bool is_damaged_archive(std::uint64_t size_bytes, const ReadAt& read_at) {
    if (as_text(read_at(257, 5)) == "ustar"sv) return false;  // tar has no table of contents.
    const auto tail =
        read_at(tail_start(size_bytes, 66'000), 66'000);  // A comment has 65 535 at most.
    const auto end = as_text(tail).rfind("PK\5\6"sv);
    if (end == std::string_view::npos) return true;
    const auto found = read_end_record(tail.subspan(end));
    if (!found) return true;
    const auto directory = found.value();
    if (directory.offset == 0xFFFFFFFF || directory.members == 0xFFFF)
        return false;  // ZIP64: not read.
    const auto view =
        read_at(directory.offset, std::min<std::size_t>(directory.size_bytes, directory_bytes_max));
    const Bytes entries(view.begin(), view.end());
    ByteReader reader(entries);
    const auto members = std::min<std::size_t>(directory.members, members_checked_max);
    for (std::size_t member = 0; member < members; ++member) {
        const auto offset = next_member(reader);
        if (!offset) return entries.size() < directory_bytes_max;
        if (as_text(read_at(*offset, 4)) != "PK\3\4"sv) return true;
    }
    return false;
}

bool is_damaged_pdf(std::uint64_t size_bytes, const ReadAt& read_at) {
    const auto tail = as_text(read_at(tail_start(size_bytes, tail_bytes), tail_bytes));
    const auto start = tail.rfind("startxref"sv);
    if (start == std::string_view::npos) return true;
    const auto digits = trim(tail.substr(start + 9, 24));
    const auto offset = parse_number(digits.substr(0, digits.find_first_not_of("0123456789")));
    if (!offset) return true;
    if (*offset == 0) return false;  // A linearised file's first part says 0.
    const auto target = as_text(read_at(*offset > 16 ? *offset - 16 : 0, 64));
    return !contains(target, "xref") && !contains(target, " obj");
}

// Inside a scan, FF is followed by a stuffed zero or a restart mark; in noise, by anything.
bool is_scan(BytesView bytes) {
    std::size_t marks = 0;
    std::size_t allowed = 0;
    for (std::size_t at = 0; at + 1 < bytes.size(); ++at) {
        if (bytes[at] != std::byte{0xFF}) continue;
        const auto next = std::to_integer<unsigned>(bytes[at + 1]);
        ++marks;
        if (next == 0x00 || (next >= 0xD0 && next <= 0xD7)) ++allowed;
    }
    return marks < marks_min || allowed * 4 >= marks;
}

bool is_damaged_jpeg(std::uint64_t size_bytes, const ReadAt& read_at) {
    if (size_bytes < scan_starts_after_bytes + scan_samples * scan_sample_bytes) return false;
    const auto step = (size_bytes - scan_starts_after_bytes) / scan_samples;
    std::size_t broken_samples = 0;
    for (std::size_t i = 0; i < scan_samples; ++i) {
        if (!is_scan(read_at(scan_starts_after_bytes + i * step, scan_sample_bytes)))
            ++broken_samples;
    }
    return broken_samples >= 2;
}

bool is_damaged_png(std::uint64_t size_bytes, const ReadAt& read_at) {
    return !contains(as_text(read_at(tail_start(size_bytes, tail_bytes), tail_bytes)), "IEND");
}

}  // namespace

bool is_damaged(FileType type, std::uint64_t size_bytes, const ReadAt& read_at) {
    switch (type) {
        case FileType::archive:
            return is_damaged_archive(size_bytes, read_at);
        case FileType::pdf:
            return is_damaged_pdf(size_bytes, read_at);
        case FileType::jpeg:
            return is_damaged_jpeg(size_bytes, read_at);
        case FileType::png:
            return is_damaged_png(size_bytes, read_at);
        default:
            return false;
    }
}

}  // namespace primum::content
