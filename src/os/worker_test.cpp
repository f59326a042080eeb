#include "os/worker.h"

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "base/testing/temporary_folder.h"
#include "base/text.h"
#include "os/file.h"

namespace primum::os {
namespace {

using std::chrono::milliseconds;

// A worker written in sh, in a file of its own.
class WorkerTest : public testing::Test {
protected:
    Result<> run(const std::string& script, WorkerOrder order = {}) {
        order.program = directory_ / "worker.sh";
        EXPECT_TRUE(publish(order.program, "#!/bin/sh\n" + script + "\n", 0700));
        return run_worker(order, stop_, [&](std::string_view line) { lines_.emplace_back(line); });
    }

    TemporaryFolder directory_;
    Stop stop_;
    std::vector<std::string> lines_;
};

TEST_F(WorkerTest, an_order_goes_in_and_lines_come_out) {
    ASSERT_TRUE(run("read order; echo \"heard $order\"; echo done", {.input = "hello\n"}));
    EXPECT_EQ(lines_, (std::vector<std::string>{"heard hello", "done"}));
}

TEST_F(WorkerTest, it_sees_nothing_of_ours) {
    ::setenv("SECRET_OF_THE_PARENT", "x", 1);
    ASSERT_TRUE(run("echo \"$SECRET_OF_THE_PARENT\"; ls /proc/self/fd | wc -l; echo noise >&2"));
    ASSERT_EQ(lines_.size(), 2U);
    EXPECT_EQ(lines_[0], "");
    EXPECT_LE(parse_number(trim(lines_[1])).value_or(99), 4U);  // Three, and the listing itself.
}

TEST_F(WorkerTest, one_that_gives_up_is_an_error_and_what_it_said_stays) {
    const auto outcome = run("echo first; exit 3");
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::malformed);
    EXPECT_EQ(lines_, std::vector<std::string>{"first"});
}

TEST_F(WorkerTest, one_that_is_killed_is_an_error) { EXPECT_FALSE(run("kill -SEGV $$")); }

TEST_F(WorkerTest, one_that_never_ends_is_ended) {
    const auto begun = std::chrono::steady_clock::now();
    const auto outcome = run("exec sleep 30", {.limits = {.time = milliseconds(200)}});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::unreachable);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

TEST_F(WorkerTest, one_that_closes_its_output_and_lingers_is_ended) {
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_FALSE(run("exec sleep 30 >&-", {.limits = {.time = milliseconds(200)}}));
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

TEST_F(WorkerTest, an_answer_without_end_is_cut) {
    const auto outcome = run("while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done",
                             {.limits = {.output_bytes_max = 10'000}});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::malformed);
    const auto line = run("while :; do printf aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done",
                          {.limits = {.line_bytes_max = 10'000}});
    EXPECT_FALSE(line);
}

TEST_F(WorkerTest, a_request_to_stop_ends_it_at_once) {
    const std::jthread person([&] {
        std::this_thread::sleep_for(milliseconds(100));
        stop_.request();
    });
    const auto outcome = run("exec sleep 30");
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::stopped);
}

TEST_F(WorkerTest, one_that_is_not_installed_is_named) {
    const auto outcome = run_worker({.program = "/nonexistent/primum-x"}, stop_, [](auto) {});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::not_found);
    EXPECT_TRUE(contains(outcome.error().message.french, "primum-x"));
}

}  // namespace
}  // namespace primum::os
