#include "os/running_program.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>

namespace primum::os {
namespace {

std::vector<std::string> shell(const std::string& script) { return {"/bin/sh", "-c", script}; }

TEST(RunningProgram, its_errors_are_heard_line_by_line_and_its_output_is_not) {
    auto program =
        RunningProgram::start(shell("echo silent; echo one >&2; printf two >&2; exit 3"));
    ASSERT_TRUE(program);
    std::vector<std::string> heard;
    EXPECT_EQ(program->listen([&](std::string_view line) { heard.emplace_back(line); }), 3);
    EXPECT_EQ(heard, (std::vector<std::string>{"one", "two"}));
}

TEST(RunningProgram, is_asked_to_stop_and_says_by_which_signal_it_ended) {
    auto program = RunningProgram::start(shell("echo ready >&2; exec sleep 600"));
    ASSERT_TRUE(program);
    const auto process = program->process();
    const auto status = program->listen([&](std::string_view) { ::kill(process, SIGINT); });
    EXPECT_EQ(status, 128 + SIGINT);
}

TEST(RunningProgram, is_gone_with_its_object) {
    pid_t process = -1;
    {
        auto program = RunningProgram::start(shell("exec sleep 600"));
        ASSERT_TRUE(program);
        process = program->process();
    }
    EXPECT_EQ(::kill(process, 0), -1);
}

TEST(RunningProgram, a_line_without_end_is_left_out_and_memory_is_bounded) {
    auto program = RunningProgram::start(
        shell("head -c 1000000 /dev/zero | tr '\\0' x >&2; echo >&2; echo after >&2"));
    ASSERT_TRUE(program);
    std::vector<std::string> heard;
    program->listen([&](std::string_view line) { heard.emplace_back(line); });
    ASSERT_FALSE(heard.empty());
    EXPECT_EQ(heard.back(), "after");
    for (const auto& line : heard) EXPECT_LE(line.size(), 2 * RunningProgram::line_bytes_max);
}

TEST(RunningProgram, one_that_is_not_installed_is_said_so) {
    const auto program = RunningProgram::start({"/nowhere/at/all"});
    ASSERT_FALSE(program);
    EXPECT_EQ(program.error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace primum::os
