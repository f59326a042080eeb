#include "formats/netbios.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/byte_writer.h"

namespace primum::formats {
namespace {

constexpr std::uint16_t flag_response = 0x8000;
constexpr std::uint16_t type_status = 0x0021;  // NBSTAT
constexpr std::uint16_t class_in = 1;
constexpr std::uint16_t flag_group = 0x8000;
constexpr std::size_t name_bytes = 15;
constexpr std::uint8_t encoded_name_bytes = 32;
constexpr std::uint8_t pointer_mark = 0xC0;

Error malformed() {
    return {ErrorKind::malformed, {"message NetBIOS incorrect", "incorrect NetBIOS message"}};
}

// Past the name that an answer repeats: labels until the empty one, or until a pointer.
Result<> skip_name(ByteReader& reader) {
    while (true) {
        const auto length = TRY(reader.u8());
        if (length == 0) return {};
        if ((length & pointer_mark) == pointer_mark) return reader.skip(1);
        TRY(reader.skip(length));
    }
}

Result<> skip_to_data(ByteReader& reader) {
    TRY(reader.skip(2));  // Transaction.
    const auto flags = TRY(reader.u16_big());
    const auto questions = TRY(reader.u16_big());
    const auto answers = TRY(reader.u16_big());
    TRY(reader.skip(4));
    if ((flags & flag_response) == 0 || questions != 0 || answers != 1) return malformed();
    TRY(skip_name(reader));
    if (TRY(reader.u16_big()) != type_status) return malformed();
    return reader.skip(2 + 4 + 2);  // Class, time to live, length.
}

}  // namespace

Bytes encode_netbios_status_query(std::uint16_t id) {
    ByteWriter writer;
    writer.u16_big(id);
    writer.u16_big(0);  // A query to one node, no recursion.
    writer.u16_big(1);
    for (int section = 0; section < 3; ++section) writer.u16_big(0);
    // "*" and fifteen zero bytes, each half byte as a letter from A (RFC 1001, 14.1).
    writer.u8(encoded_name_bytes);
    writer.append(std::string_view("CK"));
    writer.fill(encoded_name_bytes - 2, 'A');
    writer.u8(0);
    writer.u16_big(type_status);
    writer.u16_big(class_in);
    return std::move(writer).take();
}

Result<std::vector<NetbiosName>> parse_netbios_status(BytesView bytes) {
    ByteReader reader(bytes);
    TRY(skip_to_data(reader));
    const auto count = TRY(reader.u8());
    std::vector<NetbiosName> names;
    for (int i = 0; i < count; ++i) {
        const auto name = as_text(TRY(reader.take(name_bytes)));
        const auto suffix = TRY(reader.u8());
        const auto flags = TRY(reader.u16_big());
        const auto end = name.find_last_not_of(std::string_view(" \0", 2));
        names.push_back({std::string(end == std::string_view::npos ? "" : name.substr(0, end + 1)),
                         suffix, (flags & flag_group) != 0});
    }
    return names;
}

std::string computer_name(const std::vector<NetbiosName>& names) {
    for (const auto suffix : {netbios_suffix::workstation, netbios_suffix::file_server}) {
        const auto own = std::ranges::find_if(names, [&](const NetbiosName& candidate) {
            return candidate.suffix == suffix && !candidate.is_group;
        });
        if (own != names.end()) return own->name;
    }
    return {};
}

}  // namespace primum::formats
