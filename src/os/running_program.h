// RunningProgram: another of our own programs, at work while we go on.
//
// What it says on its standard error is heard line by line; its standard output goes nowhere. It
// has our environment, none of our open files, and does not outlive us: it is asked to stop when
// the thread that started it ends. Not thread-safe.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "os/descriptor.h"

namespace primum::os {

class RunningProgram {
public:
    static constexpr std::size_t line_bytes_max = 4096;

    // `argv[0]` is a path. ErrorKind::not_found when there is no such program.
    static Result<RunningProgram> start(const std::vector<std::string>& argv);

    RunningProgram(RunningProgram&& other) noexcept
        : process_(std::exchange(other.process_, -1)), heard_(std::move(other.heard_)) {}
    RunningProgram& operator=(RunningProgram&&) = delete;
    ~RunningProgram();  // Asks it to stop, and waits for it.

    // Hears it until its end, and answers with its exit code; 128 and more: ended by that signal.
    int listen(const std::function<void(std::string_view line)>& hear);

    pid_t process() const { return process_; }

private:
    RunningProgram(pid_t process, Descriptor heard) : process_(process), heard_(std::move(heard)) {}
    int wait();

    pid_t process_;
    Descriptor heard_;
};

}  // namespace primum::os
