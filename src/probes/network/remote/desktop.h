// Remote desktops: RDP and VNC, up to where somebody would log in.
#pragma once

#include "probes/network/conversation.h"

namespace primum::probes {

// Whether the login comes before the session (NLA) is only known when the server refuses to do
// without it: where it takes NLA, a second request offers TLS alone.
Result<Heard<facts::RemoteAccess>> ask_rdp(net::Dialer& dialer, OpenPort& port);

// The list of ways to log in; where "none" is among them, nobody is asked. None is chosen, but
// VeNCrypt, which holds a second list.
Result<Heard<facts::RemoteAccess>> ask_vnc(net::Dialer& dialer, OpenPort& port);

}  // namespace primum::probes
