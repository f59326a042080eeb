// PostgreSQL: the first messages of a connection, up to where a password would be asked for.
// PostgreSQL documentation, "Frontend/Backend Protocol", message formats.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

inline constexpr std::size_t postgresql_header_size_bytes = 5;
inline constexpr std::size_t postgresql_body_bytes_max = 32_KiB;

enum class PostgresqlType : char {
    authentication = 'R',
    backend_key = 'K',
    error = 'E',
    negotiate_version = 'v',
    notice = 'N',
    parameter = 'S',
    ready = 'Z',
};

struct PostgresqlHeader {
    PostgresqlType type = PostgresqlType::error;
    std::size_t body_bytes = 0;
};

inline constexpr std::uint32_t postgresql_authentication_ok = 0;
inline constexpr std::uint32_t postgresql_password_in_clear = 3;

struct PostgresqlParameter {
    std::string name;
    std::string value;  // Hostile.
};

Bytes postgresql_tls_request();
// Answered with one byte.
enum class PostgresqlTls : char { offered = 'S', absent = 'N' };
Result<PostgresqlTls> parse_postgresql_tls_answer(std::byte answer);

Bytes postgresql_startup(std::string_view user, std::string_view database);
Bytes postgresql_terminate();

Result<PostgresqlHeader> parse_postgresql_header(BytesView header);
// The method that the server asks for; postgresql_authentication_ok when it asks for nothing.
Result<std::uint32_t> parse_postgresql_authentication(BytesView body);
Result<PostgresqlParameter> parse_postgresql_parameter(BytesView body);
// The SQLSTATE, five characters: "28000" is "invalid authorization".
Result<std::string> parse_postgresql_error_code(BytesView body);

}  // namespace primum::formats
