// Wake: tells a program that its settings have changed, after a fix and after it was undone.
//
// It may be repeated at will. A service that did not run before stays as it is; one that did runs
// again afterwards, even where its restart was cut in two by a crash.
#pragma once

#include <string>
#include <vector>

#include "fixes/change.h"

namespace primum::fixes {

struct Wake {
    std::string service;  // "smbd": a unit of systemd, or a script of /etc/init.d.
    std::string process;  // How its program is called; empty: as the service.
    int signal = 0;  // Makes it read its settings again, where it cannot be restarted; 0: none.
    std::vector<std::string> command;  // Instead of all that: a command to run.
    bool ran = false;                  // Noted before anything is changed.

    bool operator==(const Wake&) const = default;
};

// Whether systemd is what starts and stops services on this computer.
bool systemd_runs();

// Whether there is somebody to wake now; a command is always run.
bool is_running(const Wake& wake);

// What would be done on this computer, for a person; empty when the service does not run.
std::string describe(const Wake& wake);

// ErrorKind::not_found, saying what to do by hand, when nothing here can restart the service.
Result<> carry_out(const Wake& wake);

Json as_json(const Wake& wake);
Result<Wake> wake_from(const Json& kept);

}  // namespace primum::fixes
