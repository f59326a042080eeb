#include "os/serving_worker.h"

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "base/testing/temporary_folder.h"
#include "os/file.h"

namespace primum::os {
namespace {

// A worker written in Python: it has sockets and can be told to misbehave.
constexpr std::string_view prologue = R"(#!/usr/bin/python3
import os, socket, struct, sys, time
link = socket.socket(fileno=0)
def say(kind, content):
    link.sendall(struct.pack('<IB', len(content) + 1, kind) + content)
while True:
    head, files, _, _ = socket.recv_fds(link, 5, 1)
    if not head: break
    length, kind = struct.unpack('<IB', head)
    request = link.recv(length - 1) if length > 1 else b''
    text = os.read(files[0], 100)
)";

class ServingWorkerTest : public testing::Test {
protected:
    ServingWorkerTest() { EXPECT_TRUE(publish(directory_ / "file", "content of the file")); }

    ServingWorker start(const std::string& script, const ServingLimits& limits = {}) {
        const auto program = directory_ / "worker.py";
        EXPECT_TRUE(publish(program, std::string(prologue) + script, 0700));
        return ServingWorker::start(program, limits).value();
    }

    Result<> ask(ServingWorker& worker, std::string_view request) {
        const Descriptor file(::open((directory_ / "file").c_str(), O_RDONLY | O_CLOEXEC));
        return worker.ask({7, request}, file, stop_, [&](const Frame& frame) {
            frames_.emplace_back(std::to_string(frame.kind) + ":" + std::string(frame.content));
            return frame.kind == 9 ? Reading::done : Reading::more;
        });
    }

    TemporaryFolder directory_;
    Stop stop_;
    std::vector<std::string> frames_;
};

TEST_F(ServingWorkerTest, it_serves_many_requests_each_with_its_file) {
    auto worker = start("    say(kind, request + b'/' + text)\n    say(9, b'')\n");
    ASSERT_TRUE(ask(worker, "first"));
    ASSERT_TRUE(ask(worker, "second"));
    EXPECT_EQ(frames_, (std::vector<std::string>{"7:first/content of the file",
                                                 "9:", "7:second/content of the file", "9:"}));
}

TEST_F(ServingWorkerTest, one_that_dies_is_an_error_and_what_it_said_stays) {
    auto worker = start("    say(1, b'first')\n    os.kill(os.getpid(), 11)\n");
    const auto outcome = ask(worker, "x");
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::malformed);
    EXPECT_NE(outcome.error().message.french.find("signal 11"), std::string::npos);
    EXPECT_EQ(frames_, std::vector<std::string>{"1:first"});
}

TEST_F(ServingWorkerTest, one_that_computes_for_ever_is_ended) {
    auto worker =
        start("    while True: pass\n", {.processor_time = std::chrono::milliseconds(200)});
    const auto outcome = ask(worker, "x");
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::unreachable);
}

TEST_F(ServingWorkerTest, one_that_never_stops_talking_is_ended) {
    auto worker = start("    while True: say(1, b'x'); time.sleep(0.01)\n",
                        {.time = std::chrono::milliseconds(300)});
    const auto outcome = ask(worker, "x");
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::unreachable);
}

TEST_F(ServingWorkerTest, one_that_never_stops_talking_is_ended_by_a_request_to_stop) {
    auto worker = start("    while True: say(1, b'x'); time.sleep(0.01)\n");
    stop_.request();
    const auto outcome = ask(worker, "x");
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::stopped);
}

TEST_F(ServingWorkerTest, one_that_waits_for_ever_is_ended) {
    auto worker = start("    time.sleep(60)\n", {.time = std::chrono::milliseconds(300)});
    const auto outcome = ask(worker, "x");
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::unreachable);
}

TEST_F(ServingWorkerTest, one_that_asks_for_too_much_memory_is_ended) {
    auto worker = start(
        "    hoard = [bytearray(b'x') * 1000000 for _ in range(200)]\n"
        "    time.sleep(60)\n",
        {.data_bytes_max = 0, .resident_bytes_max = 100_MiB});
    const auto outcome = ask(worker, "x");
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::malformed);
}

TEST_F(ServingWorkerTest, an_answer_without_end_is_cut) {
    auto frames = start("    while True: say(1, b'x' * 1000)\n", {.answer_bytes_max = 1_MiB});
    EXPECT_FALSE(ask(frames, "x"));
    auto frame = start("    link.sendall(struct.pack('<IB', 0xffffffff, 1))\n    time.sleep(60)\n");
    EXPECT_FALSE(ask(frame, "x"));
    auto nothing = start("    link.sendall(struct.pack('<I', 0))\n    time.sleep(60)\n");
    EXPECT_FALSE(ask(nothing, "x"));
}

TEST_F(ServingWorkerTest, a_request_to_stop_ends_it_at_once) {
    auto worker = start("    time.sleep(60)\n");
    const std::jthread person([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        stop_.request();
    });
    const auto outcome = ask(worker, "x");
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::stopped);
}

TEST_F(ServingWorkerTest, one_that_is_not_installed_is_named) {
    const auto outcome = ServingWorker::start("/nonexistent/primum-x", {});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace primum::os
