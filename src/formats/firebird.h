// Firebird: the first message of a client, and the version of the protocol that a server chooses.
//
// op_connect and its answers op_accept, op_cond_accept, op_accept_data, op_reject, op_response, in
// XDR (RFC 4506). Firebird sources, src/remote/protocol.h and protocol.cpp. No database is opened.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

inline constexpr std::size_t firebird_answer_bytes_max = 4096;

struct FirebirdAnswer {
    std::optional<std::uint16_t> protocol;  // Absent where the server takes none of ours.
    // True where the server goes on to ask who is there. Unknown for servers before 3.0, which ask
    // when a database is opened.
    std::optional<bool> needs_login;
};

Bytes firebird_connect();
Bytes firebird_disconnect();

// The first bytes of the answer; more may follow that are of no use here.
Result<FirebirdAnswer> parse_firebird_answer(BytesView bytes);

// "3.0" for protocol 15; nothing for one we do not know.
std::optional<std::string_view> firebird_release(std::uint16_t protocol);

}  // namespace primum::formats
