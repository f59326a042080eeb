#include "formats/office/word_document.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "formats/office/legacy_text.h"

namespace primum::formats {
namespace {

constexpr std::size_t stream_bytes_max = 64UL * 1024 * 1024;

// Offsets in the file information block, [MS-DOC] 2.5.
constexpr std::size_t version_offset = 2;
constexpr std::size_t flags_offset = 0x0A;
constexpr std::size_t text_begin_offset = 0x18;  // Word 6 and 95.
constexpr std::size_t text_end_offset = 0x1C;
constexpr std::size_t pieces_offset = 0x01A2;  // Where the piece table lies, and its length.
constexpr std::uint16_t flag_complex = 0x0004;
constexpr std::uint16_t flag_encrypted = 0x0100;
constexpr std::uint16_t flag_second_table = 0x0200;
constexpr std::uint16_t first_version_of_word_97 = 0x00C0;

std::uint32_t u32_at(BytesView bytes, std::size_t offset) {
    return offset + 4 > bytes.size() ? 0 : ByteReader(bytes.subspan(offset)).u32_little().value();
}
std::uint16_t u16_at(BytesView bytes, std::size_t offset) {
    return offset + 2 > bytes.size() ? std::uint16_t{0}
                                     : ByteReader(bytes.subspan(offset)).u16_little().value();
}

BytesView part_of(BytesView bytes, std::size_t offset, std::size_t count) {
    if (offset >= bytes.size()) return {};
    return bytes.subspan(offset, std::min(count, bytes.size() - offset));
}

// Word's marks become white space, and what a field was computed from is left out.
std::string cleaned(std::string_view text) {
    constexpr char cell = '\x07', field_begin = '\x13', field_middle = '\x14', field_end = '\x15';
    std::string clean;
    clean.reserve(text.size());
    std::size_t codes = 0;  // Fields whose code we are in.
    for (const char character : text) {
        if (character == field_begin) ++codes;
        if ((character == field_middle || character == field_end) && codes > 0) --codes;
        if (codes > 0) continue;
        if (character == cell) clean.push_back('\t');
        if (character == '\r' || character == '\v' || character == '\f') clean.push_back('\n');
        const bool printed =
            character == '\t' || character == '\n' || character >= ' ' || character < 0;
        if (printed) clean.push_back(character);
    }
    return clean;
}

// The piece table stands behind any number of property modifiers.
BytesView find_piece_table(BytesView area) {
    ByteReader reader(area);
    while (true) {
        const auto kind = reader.u8();
        if (!kind) return {};
        if (*kind == 2) {
            const auto length = reader.u32_little();
            return length ? part_of(reader.rest(), 0, *length) : BytesView{};
        }
        const auto length = reader.u16_little();
        if (*kind != 1 || !length || !reader.skip(*length)) return {};
    }
}

std::string piece_text(BytesView document, std::uint32_t place, std::size_t characters) {
    constexpr std::uint32_t one_byte_each = 1U << 30;
    constexpr unsigned windows_western = 1252;
    if ((place & one_byte_each) != 0) {
        const auto offset = (place & ~one_byte_each) / 2;
        return utf8_of_code_page(as_text(part_of(document, offset, characters)), windows_western);
    }
    return utf8_of_utf16(part_of(document, place, characters * 2));
}

std::string pieces_text(BytesView document, BytesView table) {
    constexpr std::size_t position_bytes = 4, piece_bytes = 8;
    if (table.size() < position_bytes) return {};
    const auto pieces = (table.size() - position_bytes) / (position_bytes + piece_bytes);
    std::string text;
    for (std::size_t i = 0; i < pieces && text.size() < office_text_bytes_max; ++i) {
        const auto begin = u32_at(table, i * position_bytes);
        const auto end = u32_at(table, (i + 1) * position_bytes);
        const auto place = u32_at(table, (pieces + 1) * position_bytes + i * piece_bytes + 2);
        if (end <= begin) continue;
        text +=
            piece_text(document, place, std::min<std::size_t>(end - begin, office_text_bytes_max));
    }
    return text;
}

}  // namespace

Result<OfficeText> read_word_document(const CompoundFile& file) {
    const auto* const stream = file.find("WordDocument");
    if (stream == nullptr)
        return Error{ErrorKind::not_found, {"pas de texte Word", "no Word text"}};
    const auto document = file.read(*stream, stream_bytes_max);
    if (document.size() < text_end_offset + 4) return damaged_document("Word");
    const auto flags = u16_at(document, flags_offset);
    if ((flags & flag_encrypted) != 0) return OfficeText{.encrypted = true};

    const auto begin = u32_at(document, text_begin_offset);
    const auto end = u32_at(document, text_end_offset);
    std::string text;
    if (u16_at(document, version_offset) >= first_version_of_word_97) {
        const auto* const tables =
            file.find((flags & flag_second_table) != 0 ? "1Table" : "0Table");
        if (tables != nullptr) {
            const auto bytes = file.read(*tables, stream_bytes_max);
            const auto area = part_of(bytes, u32_at(document, pieces_offset),
                                      u32_at(document, pieces_offset + 4));
            text = pieces_text(document, find_piece_table(area));
        }
        if (text.empty() && end > begin) {
            text = utf8_of_code_page(as_text(part_of(document, begin, end - begin)), 1252);
        }
    } else if ((flags & flag_complex) == 0 && end > begin) {
        text = utf8_of_code_page(as_text(part_of(document, begin, end - begin)), 1252);
    }
    text.resize(std::min(text.size(), office_text_bytes_max));
    return OfficeText{.text = cleaned(text)};
}

}  // namespace primum::formats
