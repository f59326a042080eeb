#include "os/processes.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

namespace primum::os {
namespace {

TEST(Processes, one_that_runs_is_found_by_its_name_with_its_arguments) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::execlp("sleep", "sleep", "4321", nullptr);
        ::_exit(127);
    }
    std::vector<Process> mine;
    while (mine.empty()) {  // Until exec has happened.
        for (auto& process : processes_named("sleep")) {
            if (process.id == child) mine.push_back(process);
        }
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_EQ(mine.front().argv, (std::vector<std::string>{"sleep", "4321"}));
    EXPECT_FALSE(mine.front().working_folder.empty());
}

TEST(Processes, nobody_is_called_by_a_part_of_a_name) {
    EXPECT_TRUE(processes_named("no-such-program").empty());
}

}  // namespace
}  // namespace primum::os
