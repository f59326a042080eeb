// Samba as fixes know it: whose settings are read, and how they are written.
#pragma once

#include "fixes/doors/kit.h"

namespace primum::fixes {

inline const Server samba{.process = "smbd",
                          .options = {"-s", "--configfile", "--configfile="},
                          .usual = "/etc/samba/smb.conf"};

}  // namespace primum::fixes
