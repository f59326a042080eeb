// Remote shells: SSH, Telnet and rlogin, up to where somebody would log in.
#pragma once

#include "probes/network/conversation.h"

namespace primum::probes {

// The list of ways to log in, asked under the name net::ssh_user without any password.
Result<Heard<facts::RemoteAccess>> ask_ssh(net::Dialer& dialer, OpenPort& port);

// Refuses each option and listens until a prompt shows.
Result<Heard<facts::RemoteAccess>> ask_telnet(net::Dialer& dialer, OpenPort& port);

// The zero byte that opens RFC 1282, and no name after it: a name that the server trusts would
// already be a login. Many servers complain of our port number at once; one that waits for a name
// stays unknown.
Result<Heard<facts::RemoteAccess>> ask_rlogin(net::Dialer& dialer, OpenPort& port);

}  // namespace primum::probes
