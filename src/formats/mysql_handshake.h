// MySQL and MariaDB: the server's greeting, a login that holds no password, and its verdict.
//
// Each packet is a header (length in three bytes, sequence number) and a payload. MySQL internals
// manual, "Connection Phase": HandshakeV10, HandshakeResponse41, OK_Packet, ERR_Packet,
// AuthSwitchRequest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

inline constexpr std::size_t mysql_header_size_bytes = 4;
inline constexpr std::size_t mysql_payload_bytes_max = 16_KiB;

struct MySqlHeader {
    std::size_t payload_bytes = 0;
    std::uint8_t sequence = 0;
};

// A refusal, whatever its reason. The text is left out: it may quote names.
struct MySqlRefusal {
    std::uint16_t code = 0;

    // The server said no for want of a right: bad account (1045, 1698), unknown machine (1130),
    // blocked machine (1129).
    bool is_about_access() const {
        return code == 1045 || code == 1698 || code == 1130 || code == 1129;
    }
};

struct MySqlGreeting {
    std::string version;  // "8.0.36", "10.11.6-MariaDB-0+deb12u1"; hostile.
    bool is_mariadb = false;
    bool offers_tls = false;
    bool speaks_4_1 = false;  // The protocol of 2004, the only one that login_without_password has.
    std::string method;       // "mysql_native_password"; empty where the server names none.
    std::optional<MySqlRefusal> refusal;  // Then all of the above is empty.
};

enum class MySqlVerdict { accepted, refused, other_method };

struct MySqlLoginAnswer {
    MySqlVerdict verdict = MySqlVerdict::refused;
    MySqlRefusal refusal;  // Where refused.
    std::string method;    // Where another method is asked for.
};

Result<MySqlHeader> parse_mysql_header(BytesView header);
Result<MySqlGreeting> parse_mysql_greeting(BytesView payload);
Result<MySqlLoginAnswer> parse_mysql_login_answer(BytesView payload);

// Packets of ours, header included. `method` is the greeting's.
Bytes mysql_login_without_password(std::string_view user, std::string_view method);
// The empty password in the words of another method; nothing where that method has no such words.
std::optional<Bytes> mysql_empty_password(std::string_view method, std::uint8_t sequence);
Bytes mysql_quit();

}  // namespace primum::formats
