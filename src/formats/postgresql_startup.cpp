#include "formats/postgresql_startup.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::uint32_t protocol_3_0 = 0x00030000;
constexpr std::uint32_t tls_request_code = 80877103;
constexpr std::uint32_t authentication_method_max = 20;
constexpr std::size_t length_size_bytes = 4;  // Counted in the length it holds.
constexpr std::size_t error_fields_max = 64;
constexpr std::size_t sqlstate_length = 5;

Error not_postgresql() { return malformed("PostgreSQL"); }

Result<std::string_view> read_text(ByteReader& reader) {
    const auto rest = as_text(reader.rest());
    const auto end = rest.find('\0');
    if (end == std::string_view::npos) return not_postgresql();
    TRY(reader.skip(end + 1));
    return rest.substr(0, end);
}

bool is_sqlstate(std::string_view text) {
    return text.size() == sqlstate_length && std::ranges::all_of(text, [](char letter) {
               return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z');
           });
}

}  // namespace

Bytes postgresql_tls_request() {
    ByteWriter writer;
    writer.u32_big(8);
    writer.u32_big(tls_request_code);
    return std::move(writer).take();
}

Result<PostgresqlTls> parse_postgresql_tls_answer(std::byte answer) {
    const auto letter = static_cast<char>(answer);
    if (letter != 'S' && letter != 'N') return not_postgresql();
    return static_cast<PostgresqlTls>(letter);
}

Bytes postgresql_startup(std::string_view user, std::string_view database) {
    ByteWriter body;
    body.u32_big(protocol_3_0);
    for (const auto text :
         {std::string_view("user"), user, std::string_view("database"), database}) {
        body.append(text);
        body.u8(0);
    }
    body.u8(0);
    ByteWriter writer;
    writer.u32_big(static_cast<std::uint32_t>(body.size() + length_size_bytes));
    writer.append(std::move(body).take());
    return std::move(writer).take();
}

Bytes postgresql_terminate() {
    ByteWriter writer;
    writer.append("X");
    writer.u32_big(length_size_bytes);
    return std::move(writer).take();
}

Result<PostgresqlHeader> parse_postgresql_header(BytesView header) {
    ByteReader reader(header);
    const auto type = static_cast<char>(TRY(reader.u8()));
    const std::size_t length = TRY(reader.u32_big());
    const bool known = std::string_view("RKEvNSZ").find(type) != std::string_view::npos;
    const bool possible =
        length >= length_size_bytes && length <= postgresql_body_bytes_max + length_size_bytes;
    if (!known || !possible) return not_postgresql();
    return PostgresqlHeader{.type = static_cast<PostgresqlType>(type),
                            .body_bytes = length - length_size_bytes};
}

Result<std::uint32_t> parse_postgresql_authentication(BytesView body) {
    ByteReader reader(body);
    const auto method = TRY(reader.u32_big());
    if (method > authentication_method_max) return not_postgresql();
    return method;
}

Result<PostgresqlParameter> parse_postgresql_parameter(BytesView body) {
    ByteReader reader(body);
    PostgresqlParameter parameter;
    parameter.name = TRY(read_text(reader));
    parameter.value = TRY(read_text(reader));
    return parameter;
}

Result<std::string> parse_postgresql_error_code(BytesView body) {
    ByteReader reader(body);
    for (std::size_t field = 0; field < error_fields_max; ++field) {
        const auto type = static_cast<char>(TRY(reader.u8()));
        if (type == '\0') break;
        const auto value = TRY(read_text(reader));
        if (type == 'C' && is_sqlstate(value)) return std::string(value);
    }
    return not_postgresql();
}

}  // namespace primum::formats
