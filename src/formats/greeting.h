// Greeting: what a server says first, or answers to a question that was not its own.
//
// Recognises a protocol by its first bytes only; whatever it cannot tell stays unrecognised. The
// references stand beside each pattern.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace primum::formats {

struct Greeting {
    std::string_view protocol;  // As in the `service` table; "tls" for a server that wants TLS.
    std::string product;        // Printable, as the next two; empty where it says nothing of it.
    std::string version;
    std::string line;  // The greeting line of protocols that have one.
};

// `expected` is the protocol that the port's number suggests. It only decides between FTP and SMTP,
// which greet in the same words ("220 ready").
std::optional<Greeting> recognise_greeting(BytesView bytes, std::string_view expected = {});

// Nothing more is needed to recognise it: a whole line, or a binary message of known length.
bool greeting_is_whole(BytesView bytes);

// What a mail or FTP server answers when asked for its abilities (RFC 3501 CAPABILITY, RFC 2449
// CAPA, RFC 5321 EHLO, RFC 2389 FEAT).
struct MailAbilities {
    bool offers_tls = false;     // STARTTLS, STLS, AUTH TLS
    bool offers_login = false;   // It would take a name and a password now, on this connection.
    bool refuses_login = false;  // LOGINDISABLED: not before TLS.
};
MailAbilities read_abilities(std::string_view protocol, std::string_view answer);

// The answer to such a question has reached its last line.
bool abilities_are_whole(std::string_view protocol, std::string_view answer);

}  // namespace primum::formats
