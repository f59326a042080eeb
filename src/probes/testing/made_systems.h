// Two made computers of a practice, for the probes of this computer: file trees below a fresh root.
#pragma once

#include "os/testing/made_tree.h"
#include "probes/host/host_context.h"

namespace primum::probes::testing {

using os::testing::MadeTree;

inline constexpr Time observed_at{std::chrono::seconds(1'795'737'600)};  // 2026-11-27

inline HostContext context_of(const MadeTree& made) {
    return HostContext(made.tree(), observed_at);
}

// What every Debian system has: one person, Anne, who may log in.
inline MadeTree& plain_system(MadeTree& made) {
    return made
        .file("/etc/os-release",
              "ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n"
              "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n")
        .file("/etc/hostname", "poste\n")
        .file("/usr/share/distro-info/debian.csv",
              "version,codename,series,created,release,eol,eol-lts,eol-elts\n"
              "10,Buster,buster,2017-06-17,2019-07-06,2022-09-10,2024-06-30,2029-06-30\n"
              "12,Bookworm,bookworm,2021-08-14,2023-06-10,2026-06-10,2028-06-30,2033-06-30\n")
        .file("/etc/passwd",
              "root:x:0:0:root:/root:/bin/bash\n"
              "anne:x:1000:1000:Anne,,,:/home/anne:/bin/bash\n"
              "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n")
        .file("/etc/group", "root:x:0:\nsudo:x:27:\nanne:x:1000:\ndocker:x:990:\n")
        .file("/etc/shadow", "root:*:20000:0:99999:7:::\nanne:$y$j9T$a$b:20000:0:99999:7:::\n")
        .file("/etc/login.defs", "UID_MIN 1000\nUID_MAX 60000\nENCRYPT_METHOD YESCRYPT\n")
        .file("/etc/sudoers", "root ALL=(ALL:ALL) ALL\n%sudo ALL=(ALL:ALL) ALL\n")
        .file("/etc/pam.d/common-password",
              "password [success=1 default=ignore] pam_unix.so obscure yescrypt\n")
        .file("/etc/pam.d/common-auth", "auth [success=1 default=ignore] pam_unix.so nullok\n")
        .file("/var/lib/dpkg/status",
              "Package: libc6\nStatus: install ok installed\nArchitecture: amd64\n"
              "Version: 2.36-9\n\nPackage: firefox-esr\nStatus: install ok installed\n"
              "Architecture: amd64\nVersion: 115.9.0esr-1\n\n"
              "Package: gone\nStatus: deinstall ok config-files\nArchitecture: all\nVersion: 1\n")
        .file("/proc/1/comm", "systemd\n")
        .directory("/home/anne");
}

}  // namespace primum::probes::testing
