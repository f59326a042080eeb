// Command: a program of the system, run to its end, without a shell in between.
//
// Unlike a worker (worker.h), it is trusted and may change things: what a fix does by the system's
// own tools. It gets a short environment of its own (PATH, and messages in English), no open file
// of ours but one that it is given, and what it says is kept within a limit.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace primum::os {

struct Command {
    std::vector<std::string> argv;  // The program is looked for in the system's folders.
    std::string input;              // For its standard input; at most 64 KiB. Never shown.
    std::chrono::milliseconds time{60'000};
    std::vector<std::string> environment{};  // Beside its own short one: "NAME=value".
    // Stays open in it and in what it starts, to the end of the last: a lock, for example.
    int inherited = -1;
};

struct CommandAnswer {
    int status = 0;      // Exit code; 128 and more: ended by that signal.
    std::string output;  // Standard output, the first output_bytes_max of it.
    std::string errors;  // Standard error, likewise.
};

constexpr std::size_t command_output_bytes_max = 4UL * 1024 * 1024;

// not_found when there is no such program; unreachable when its time was over (it is killed then).
// A command that answers with an error is an answer.
Result<CommandAnswer> run_command(const Command& command);

// The same, and an answer other than 0 is an Error with the last line that the command said.
Result<CommandAnswer> run_command_well(const Command& command);

// Where the program stands, or nothing.
std::optional<std::string> find_program(std::string_view name);

// As a person would type it: parts with unusual characters stand between quotes.
std::string as_typed(const std::vector<std::string>& argv);

}  // namespace primum::os
