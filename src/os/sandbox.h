// Sandbox: what a worker gives up before it reads its first hostile byte. It cannot be taken back.
//
// Three layers, each of the kernel: no_new_privs, Landlock (landlock(7): files and TCP ports),
// seccomp (system calls); root becomes nobody. A worker that only computes needs none of the
// permissions below; one that speaks to a machine names its port. What is open already stays
// usable.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.h"

namespace primum::os {

struct Confinement {
    // May be read, with all that is below. Nothing can be written, created or removed anywhere.
    std::vector<std::filesystem::path> readable;
    // May be connected to over TCP; with none, no socket of any kind can be made. Never UDP, never
    // a server.
    std::vector<std::uint16_t> connectable_ports;
};

// How much of it this kernel could do.
struct Confined {
    bool files = false;         // Landlock, since Linux 5.13.
    bool ports = false;         // Landlock's fourth version, since Linux 6.7.
    bool system_calls = false;  // seccomp: no program can be started, no other process touched.
};

// For the calling process and all its later threads; call it before making any. Fails when the
// system calls could not be restricted: a worker must not go on then. An old kernel without
// Landlock is told in the answer.
Result<Confined> confine_this_process(const Confinement& confinement);

}  // namespace primum::os
