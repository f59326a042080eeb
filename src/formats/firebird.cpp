#include "formats/firebird.h"

#include <array>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::uint32_t operation_connect = 1;
constexpr std::uint32_t operation_accept = 3;
constexpr std::uint32_t operation_reject = 4;
constexpr std::uint32_t operation_disconnect = 6;
constexpr std::uint32_t operation_response = 9;
constexpr std::uint32_t operation_attach = 19;
constexpr std::uint32_t operation_accept_data = 94;
constexpr std::uint32_t operation_conditional_accept = 98;

constexpr std::uint32_t connect_version_3 = 3;
constexpr std::uint32_t architecture_generic = 1;
constexpr std::uint32_t type_batch = 3;  // The least and the most that a session may do at once.
constexpr std::uint32_t type_lazy = 5;

constexpr std::uint8_t field_user = 1;
constexpr std::uint8_t field_host = 4;
constexpr std::uint8_t field_user_verification = 6;
constexpr std::uint8_t field_method = 8;
constexpr std::uint8_t field_login = 9;
constexpr std::uint8_t field_methods = 10;

// Since version 11 a bit tells the protocols of Firebird from those of InterBase. A "short" fills
// four bytes with its sign.
constexpr std::uint32_t firebird_flag = 0xFFFF8000U;
constexpr std::uint32_t protocol_number_mask = 0x7FFF;
constexpr std::array<std::uint32_t, 9> protocols{10, 11, 12, 13, 14, 15, 16, 17, 18};

constexpr std::string_view harmless_name = "primum";

void write_text(ByteWriter& writer, std::string_view text) {
    writer.u32_big(static_cast<std::uint32_t>(text.size()));
    writer.append(text);
    writer.fill((4 - text.size() % 4) % 4, '\0');
}

void write_field(ByteWriter& writer, std::uint8_t field, std::string_view value) {
    writer.u8(field);
    writer.u8(static_cast<std::uint8_t>(value.size()));
    writer.append(value);
}

Result<std::string_view> read_text(ByteReader& reader) {
    const std::size_t size = TRY(reader.u32_big());
    if (size > firebird_answer_bytes_max) return malformed("Firebird");
    const auto text = as_text(TRY(reader.take(size)));
    TRY(reader.skip((4 - size % 4) % 4));
    return text;
}

}  // namespace

Bytes firebird_connect() {
    ByteWriter user;
    write_field(user, field_login, "PRIMUM");
    write_field(user, field_method, "Srp");
    write_field(user, field_methods, "Srp256,Srp");
    write_field(user, field_user, harmless_name);
    write_field(user, field_host, harmless_name);
    write_field(user, field_user_verification, "");
    const auto user_bytes = std::move(user).take();

    ByteWriter writer;
    writer.u32_big(operation_connect);
    writer.u32_big(operation_attach);
    writer.u32_big(connect_version_3);
    writer.u32_big(architecture_generic);
    write_text(writer, harmless_name);  // Of a database; it is looked up only if we went on.
    writer.u32_big(protocols.size());
    write_text(writer, as_text(user_bytes));
    std::uint32_t preference = 2;
    for (const auto protocol : protocols) {
        writer.u32_big(protocol == 10 ? protocol : protocol | firebird_flag);
        writer.u32_big(architecture_generic);
        writer.u32_big(0);
        writer.u32_big(protocol == 10 ? type_batch : type_lazy);
        writer.u32_big(preference++);
    }
    return std::move(writer).take();
}

Bytes firebird_disconnect() {
    ByteWriter writer;
    writer.u32_big(operation_disconnect);
    return std::move(writer).take();
}

Result<FirebirdAnswer> parse_firebird_answer(BytesView bytes) {
    ByteReader reader(bytes);
    const auto operation = TRY(reader.u32_big());
    if (operation == operation_reject) return FirebirdAnswer{};
    if (operation == operation_response) {
        // Object, quad, data, then the status vector, which opens with isc_arg_gds.
        TRY(reader.skip(4 + 8));
        TRY(read_text(reader));
        if (TRY(reader.u32_big()) != 1) return malformed("Firebird");
        return FirebirdAnswer{};
    }
    const bool has_login =
        operation == operation_accept_data || operation == operation_conditional_accept;
    if (operation != operation_accept && !has_login) return malformed("Firebird");

    const auto protocol = TRY(reader.u32_big());
    const auto number = protocol & protocol_number_mask;
    if ((protocol != number && protocol != (number | firebird_flag)) || number < 1 || number > 99) {
        return malformed("Firebird");
    }
    FirebirdAnswer answer{.protocol = static_cast<std::uint16_t>(number)};
    TRY(reader.skip(4 + 4));  // Architecture and type.
    if (!has_login) return answer;
    TRY(read_text(reader));  // The server's half of a key exchange,
    TRY(read_text(reader));  // and the method it belongs to.
    answer.needs_login = TRY(reader.u32_big()) == 0;
    return answer;
}

std::optional<std::string_view> firebird_release(std::uint16_t protocol) {
    switch (protocol) {
        case 11:
            return "2.1";
        case 12:
            return "2.5";
        case 13:
        case 14:
        case 15:
            return "3.0";
        case 16:
        case 17:
            return "4.0";
        case 18:
        case 19:
            return "5.0";
        default:
            return std::nullopt;
    }
}

}  // namespace primum::formats
