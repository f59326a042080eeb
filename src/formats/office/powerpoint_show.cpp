#include "formats/office/powerpoint_show.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "formats/office/legacy_text.h"

namespace primum::formats {
namespace {

constexpr std::size_t stream_bytes_max = 64UL * 1024 * 1024;

// Record types, [MS-PPT] 2.13.24.
constexpr std::uint16_t text_characters = 0x0FA0;  // UTF-16.
constexpr std::uint16_t text_bytes = 0x0FA8;       // The lower halves only.
constexpr std::uint16_t plain_string = 0x0FBA;
constexpr std::uint16_t encryption_session = 0x2F14;
constexpr std::uint32_t encrypted_user_mark = 0xF3D1C4DF;  // [MS-PPT] 2.3.2

bool says_encrypted(const CompoundFile& file) {
    const auto* const user = file.find("Current User");
    if (user == nullptr) return false;
    const auto bytes = file.read(*user, 64);
    if (bytes.size() < 16) return false;
    return ByteReader(BytesView(bytes).subspan(12)).u32_little().value() == encrypted_user_mark;
}

}  // namespace

Result<OfficeText> read_powerpoint_show(const CompoundFile& file) {
    const auto* const stream = file.find("PowerPoint Document");
    if (stream == nullptr) {
        return Error{ErrorKind::not_found, {"pas de présentation", "no presentation"}};
    }
    if (says_encrypted(file)) return OfficeText{.encrypted = true};
    const auto bytes = file.read(*stream, stream_bytes_max);
    ByteReader reader(bytes);
    OfficeText found;
    while (found.text.size() < office_text_bytes_max) {
        const auto version = reader.u16_little();
        const auto type = version ? reader.u16_little() : Result<std::uint16_t>(0);
        const auto length = type ? reader.u32_little() : Result<std::uint32_t>(0);
        if (!version || !type || !length) break;
        if (*type == encryption_session) return OfficeText{.encrypted = true};
        // What a container holds simply follows its header.
        constexpr unsigned container = 0xF;
        if ((*version & container) == container) continue;
        const auto content =
            reader.rest().first(std::min<std::size_t>(*length, reader.remaining()));
        if (*type == text_characters || *type == plain_string) {
            found.text += utf8_of_utf16(content) + "\n";
        } else if (*type == text_bytes) {
            found.text += utf8_of_code_page(as_text(content), 1252) + "\n";
        }
        TRY(reader.skip(content.size()));
    }
    std::ranges::replace(found.text, '\r', '\n');
    std::ranges::replace(found.text, '\v', '\n');
    return found;
}

}  // namespace primum::formats
