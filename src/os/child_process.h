// ChildProcess: a program of ours, started with nothing of ours, and gone when this object is.
//
// It gets two descriptors as its standard input and output; its standard error goes nowhere, its
// environment is empty, every other descriptor is closed, and it does not outlive the thread that
// started it. Private to this room: see worker.h and serving_worker.h. Not thread-safe.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <utility>

#include "base/result.h"

namespace primum::os {

// Nought: no limit.
struct ChildLimits {
    std::chrono::seconds processor_time{0};     // In its whole life.
    std::uint64_t address_space_bytes_max = 0;  // Libraries and mapped files included.
    std::uint64_t data_bytes_max = 0;           // What it may write to: heap and stacks.
};

struct ChildStreams {
    int input = -1;
    int output = -1;
};

class ChildProcess {
public:
    // ErrorKind::not_found when the program is not installed.
    static Result<ChildProcess> start(const std::filesystem::path& program,
                                      const ChildStreams& streams, const ChildLimits& limits);

    ChildProcess(ChildProcess&& other) noexcept : process_(std::exchange(other.process_, -1)) {}
    ChildProcess& operator=(ChildProcess&&) = delete;
    ~ChildProcess();  // Kills it.

    // Its status as of waitpid(2); it is killed if it has not ended by `deadline`.
    int wait_until(std::chrono::steady_clock::time_point deadline);

    // Since its start, all threads together; nought when it is gone.
    std::chrono::milliseconds processor_time() const;
    std::uint64_t resident_bytes() const;

private:
    explicit ChildProcess(pid_t process) : process_(process) {}
    int wait();

    pid_t process_;
};

}  // namespace primum::os
