// Runs a piece of work in a process of its own and kills it at its nth stop: before and after each
// of its system calls, counted from 1. A process changes the world by system calls alone, so that
// these are all the instants at which a power cut can find it.
#pragma once

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

namespace primum::fixes::testing {

// False when the work had ended before. What it starts itself is not followed.
inline bool killed_at(int stop, const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
        ::raise(SIGSTOP);
        work();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
    constexpr int system_call_stop = SIGTRAP | 0x80;
    int signal = 0;
    for (int stops = 0; stops < stop;) {
        ::ptrace(PTRACE_SYSCALL, child, nullptr, signal);
        if (::waitpid(child, &status, 0) != child || !WIFSTOPPED(status)) return false;
        const bool at_call = WSTOPSIG(status) == system_call_stop;
        if (at_call) ++stops;
        signal = at_call ? 0 : WSTOPSIG(status);
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return true;
}

}  // namespace primum::fixes::testing
