#include "compliance/documents/zip.h"

#include <array>
#include <cstdint>
#include <limits>

#include "base/check.h"

namespace primum::compliance {
namespace {

constexpr std::uint32_t local_signature = 0x04034b50;
constexpr std::uint32_t central_signature = 0x02014b50;
constexpr std::uint32_t end_signature = 0x06054b50;
constexpr std::uint16_t version_needed = 20;
constexpr std::uint16_t utf8_names = 1U << 11U;
constexpr std::uint16_t first_date = 1U << 5U | 1U;  // 1 January 1980.

// CRC-32 of ISO 3309, bit by bit prepared for each byte.
constexpr std::array<std::uint32_t, 256> crc_table = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value & 1U) != 0 ? 0xedb88320U ^ value >> 1U : value >> 1U;
        }
        table.at(byte) = value;
    }
    return table;
}();

std::uint32_t crc_of(std::string_view content) {
    std::uint32_t value = 0xffffffffU;
    for (const char character : content) {
        value = crc_table.at((value ^ static_cast<unsigned char>(character)) & 0xffU) ^ value >> 8U;
    }
    return ~value;
}

class Writer {
public:
    void u16(std::uint16_t value) {
        bytes_ += static_cast<char>(value & 0xffU);
        bytes_ += static_cast<char>(value >> 8U);
    }
    void u32(std::uint32_t value) {
        u16(static_cast<std::uint16_t>(value & 0xffffU));
        u16(static_cast<std::uint16_t>(value >> 16U));
    }
    void text(std::string_view text) { bytes_ += text; }
    // The part that both headers of an entry have.
    void entry(const ZipEntry& entry) {
        u16(version_needed);
        u16(utf8_names);
        u16(0);  // Stored.
        u16(0);  // Midnight.
        u16(first_date);
        u32(crc_of(entry.content));
        u32(static_cast<std::uint32_t>(entry.content.size()));
        u32(static_cast<std::uint32_t>(entry.content.size()));
        u16(static_cast<std::uint16_t>(entry.name.size()));
        u16(0);  // No extra field.
    }
    std::uint32_t size() const { return static_cast<std::uint32_t>(bytes_.size()); }
    std::string take() && { return std::move(bytes_); }

private:
    std::string bytes_;
};

}  // namespace

std::string zip_of(const std::vector<ZipEntry>& entries) {
    Writer writer;
    std::vector<std::uint32_t> offsets;
    for (const auto& entry : entries) {
        CHECK(entry.content.size() < std::numeric_limits<std::uint32_t>::max() / 2);
        offsets.push_back(writer.size());
        writer.u32(local_signature);
        writer.entry(entry);
        writer.text(entry.name);
        writer.text(entry.content);
    }
    const auto directory = writer.size();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        writer.u32(central_signature);
        writer.u16(version_needed);
        writer.entry(entries[i]);
        writer.u16(0);  // No comment.
        writer.u16(0);  // The first disk.
        writer.u16(0);
        writer.u32(0);
        writer.u32(offsets[i]);
        writer.text(entries[i].name);
    }
    const auto directory_bytes = writer.size() - directory;
    writer.u32(end_signature);
    writer.u32(0);  // One disk.
    writer.u16(static_cast<std::uint16_t>(entries.size()));
    writer.u16(static_cast<std::uint16_t>(entries.size()));
    writer.u32(directory_bytes);
    writer.u32(directory);
    writer.u16(0);  // No comment.
    return std::move(writer).take();
}

}  // namespace primum::compliance
