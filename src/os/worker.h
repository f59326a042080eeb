// Worker: a program of ours that reads hostile input in a process of its own, under limits.
//
// The worker gets its order on its standard input and answers in lines on its standard output; it
// shares nothing else with us: no environment, no open file, and its standard error goes nowhere.
// What it says is as hostile as what it reads. It confines itself further, see sandbox.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "os/stop.h"

namespace primum::os {

struct WorkerLimits {
    std::chrono::milliseconds time{30'000};
    std::chrono::seconds processor_time{20};
    std::uint64_t memory_bytes_max = 512ULL * 1024 * 1024;  // Of address space, libraries included.
    std::uint64_t output_bytes_max = 4ULL * 1024 * 1024;
    std::size_t line_bytes_max = 64ULL * 1024;
};

struct WorkerOrder {
    std::filesystem::path program;
    std::string input;  // At most 64 KiB, so that it fits a pipe.
    WorkerLimits limits;
};

// Runs the program, hands each line it says to `on_line` as it comes (without its end), and returns
// when it has ended in good order. Errors: not_found when the program is not installed; unreachable
// at the end of its time; malformed when it broke a limit, was killed or gave up; stopped. In all
// cases the process is gone on return.
Result<> run_worker(const WorkerOrder& order, const Stop& stop,
                    const std::function<void(std::string_view line)>& on_line);

}  // namespace primum::os
