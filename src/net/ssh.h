// SSH: what a server says before anybody has logged in: its version, and the ways to log in.
//
// The list of ways comes as the refusal of a request with the method "none" (RFC 4252, 5.2), which
// needs the key exchange first (RFC 4253): libssh does it. No password and no key is ever sent.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/stream.h"

namespace primum::net {

struct SshFacts {
    std::string version;  // "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7", untouched: hostile bytes.
    // Unknown where the conversation ended before the list.
    std::optional<bool> needs_login;     // False where "none" was enough.
    std::optional<bool> password_login;  // By "password", or by "keyboard-interactive".
    std::optional<Error> cut_short;      // Why the conversation ended before the list.
};

// A name that no system has an account for.
inline constexpr std::string_view ssh_user = "primum";

// Errors: ErrorKind::malformed when the peer does not speak SSH, and those of Stream before its
// version was read; ErrorKind::stopped always.
Result<SshFacts> ask_login_methods(Stream& stream, Deadline deadline);

}  // namespace primum::net
