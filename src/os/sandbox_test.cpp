#include "os/sandbox.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <thread>

#include <gtest/gtest.h>

namespace primum::os {
namespace {

// The answer of `question`, asked in a confined process of its own: it cannot be taken back.
int asked_inside(const Confinement& confinement, const std::function<int()>& question) {
    const pid_t process = ::fork();
    if (process == 0) {
        const auto confined = confine_this_process(confinement);
        ::_exit(confined ? question() : 99);
    }
    int status = 0;
    ::waitpid(process, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int can_open(const char* path, int flags) {
    const int file = ::open(path, flags | O_CLOEXEC, 0600);
    return file >= 0 ? 0 : errno;
}

int can_connect(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return errno;
    return ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 ? 0
                                                                                         : errno;
}

bool has_landlock() {
    return asked_inside({}, [] { return can_open("/etc/passwd", O_RDONLY); }) == EACCES;
}

TEST(Sandbox, a_file_is_read_only_where_it_was_allowed) {
    if (!has_landlock()) GTEST_SKIP() << "this kernel has no Landlock";
    const Confinement confinement{.readable = {"/etc/passwd"}, .connectable_ports = {}};
    EXPECT_EQ(asked_inside(confinement, [] { return can_open("/etc/passwd", O_RDONLY); }), 0);
    EXPECT_EQ(asked_inside(confinement, [] { return can_open("/etc/group", O_RDONLY); }), EACCES);
}

TEST(Sandbox, nothing_is_written_even_where_reading_is_allowed) {
    if (!has_landlock()) GTEST_SKIP() << "this kernel has no Landlock";
    const auto place = testing::TempDir();
    const auto path = place + "sandbox_test_file";
    EXPECT_EQ(asked_inside({.readable = {place}, .connectable_ports = {}},
                           [&] { return can_open(path.c_str(), O_WRONLY | O_CREAT); }),
              EACCES);
}

TEST(Sandbox, no_program_and_no_process_is_started) {
    EXPECT_EQ(asked_inside({},
                           [] {
                               ::execl("/bin/true", "true", nullptr);
                               return errno == EPERM || errno == EACCES ? 0 : errno;
                           }),
              0);
    EXPECT_EQ(asked_inside({}, [] { return ::fork() < 0 ? errno : 0; }), EPERM);
}

TEST(Sandbox, threads_are_still_made) {
    EXPECT_EQ(asked_inside({},
                           [] {
                               int answer = 1;
                               std::jthread([&] { answer = 0; }).join();
                               return answer;
                           }),
              0);
}

TEST(Sandbox, without_a_port_there_is_no_socket) {
    EXPECT_EQ(asked_inside({}, [] { return can_connect(9); }), EACCES);
}

TEST(Sandbox, with_a_port_there_is_that_port_and_no_datagram) {
    const Confinement confinement{.readable = {}, .connectable_ports = {9}};
    EXPECT_EQ(asked_inside(confinement, [] { return can_connect(9); }), ECONNREFUSED);
    EXPECT_EQ(asked_inside(
                  confinement,
                  [] { return ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0) < 0 ? errno : 0; }),
              EACCES);
    EXPECT_EQ(
        asked_inside(confinement, [] { return ::socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? errno : 0; }),
        EACCES);
    const int other = asked_inside(confinement, [] { return can_connect(10); });
    EXPECT_TRUE(other == EACCES || other == ECONNREFUSED) << other;  // Before Linux 6.7: refused.
}

TEST(Sandbox, root_is_nobody_inside) {
    if (::geteuid() != 0) GTEST_SKIP() << "this test needs root to have something to lose";
    EXPECT_EQ(asked_inside({}, [] { return ::geteuid() == 65534 ? 0 : 1; }), 0);
}

}  // namespace
}  // namespace primum::os
