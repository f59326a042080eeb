// Telnet: what a server says between its negotiations, and the polite refusal of each of them.
// RFC 854, RFC 855.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace primum::formats {

struct TelnetSpeech {
    std::string text;          // What a person would read: hostile bytes.
    Bytes answer;              // WONT or DONT to each DO or WILL; empty when nothing was asked.
    bool negotiates = false;   // At least one well-formed command: this is Telnet.
    std::size_t consumed = 0;  // The rest is a command that is not whole yet.
};

// Any bytes are Telnet of some kind: this cannot fail.
TelnetSpeech parse_telnet(BytesView bytes);

enum class TelnetPrompt {
    none,     // Nothing that looks like a question yet.
    login,    // Asks for a name or a password.
    command,  // A shell waits for commands.
};

TelnetPrompt telnet_prompt(std::string_view text);

}  // namespace primum::formats
