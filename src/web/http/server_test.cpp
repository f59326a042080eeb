// The server as a stranger on a socket meets it.
#include "web/http/server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <thread>

#include "os/descriptor.h"

namespace primum::web {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

os::Descriptor connect_to(std::uint16_t port) {
    os::Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket.number(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return socket;
}

void send_all(const os::Descriptor& socket, const std::string& text) {
    std::size_t sent = 0;
    while (sent < text.size()) {
        const auto count =
            ::send(socket.number(), text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) return;
        sent += static_cast<std::size_t>(count);
    }
}

std::string read_all(const os::Descriptor& socket) {
    std::string heard;
    std::array<char, 4096> buffer{};
    while (true) {
        const auto count = ::recv(socket.number(), buffer.data(), buffer.size(), 0);
        if (count <= 0) return heard;
        heard.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

class ServerTest : public ::testing::Test {
protected:
    void start(Handle handle, Limits limits = {}) {
        auto started = Server::start({.limits = limits}, std::move(handle));
        ASSERT_TRUE(started);
        server_.emplace(std::move(*started));
    }
    std::string ask(const std::string& text) {
        const auto socket = connect_to(server_->port());
        send_all(socket, text);
        return read_all(socket);
    }
    std::optional<Server> server_;
};

Answer repeat(const Request& request) {
    return {.body = request.path + "|" + std::string(request.query.value("a")) + "|" +
                    std::string(request.form.value("b")) + "|" + request.host + "|" +
                    request.address};
}

constexpr const char* closing = "Host: localhost\r\nConnection: close\r\n";

TEST_F(ServerTest, a_request_comes_through_whole) {
    start(repeat);
    EXPECT_THAT(ask(std::string("GET /x%20y?a=%C3%A9 HTTP/1.1\r\n") + closing + "\r\n"),
                HasSubstr("\r\n\r\n/x y|é||localhost|127.0.0.1"));
    EXPECT_THAT(ask(std::string("POST /p HTTP/1.1\r\n") + closing +
                    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\n"
                    "b=1%2B"),
                HasSubstr("/p||1+|"));
}

TEST_F(ServerTest, every_answer_forbids_scripts_of_others_frames_referrers_and_copies) {
    start(repeat);
    const auto answered = ask(std::string("GET / HTTP/1.1\r\n") + closing + "\r\n");
    EXPECT_THAT(answered, HasSubstr("Content-Security-Policy: default-src 'none';"));
    EXPECT_THAT(answered, Not(HasSubstr("unsafe-inline")));
    EXPECT_THAT(answered, HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(answered, HasSubstr("Referrer-Policy: no-referrer"));
    EXPECT_THAT(answered, HasSubstr("X-Content-Type-Options: nosniff"));
    EXPECT_THAT(answered, HasSubstr("Cache-Control: no-store"));
}

TEST_F(ServerTest, a_form_that_is_too_long_is_refused_before_it_is_read) {
    start(repeat, {.body_bytes_max = 100});
    EXPECT_THAT(
        ask(std::string("POST / HTTP/1.1\r\n") + closing +
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 101\r\n\r\n"),
        StartsWith("HTTP/1.1 413"));
}

TEST_F(ServerTest, what_is_no_form_of_a_page_of_ours_is_refused) {
    start(repeat);
    const auto post = [&](const std::string& headers) {
        return ask(std::string("POST / HTTP/1.1\r\n") + closing + headers);
    };
    EXPECT_THAT(post("Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"),
                StartsWith("HTTP/1.1 415"));
    EXPECT_THAT(post("Content-Type: application/x-www-form-urlencoded\r\n"
                     "Transfer-Encoding: chunked\r\n\r\n2\r\na=\r\n0\r\n\r\n"),
                StartsWith("HTTP/1.1 411"));
    EXPECT_THAT(post("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\n"
                     "a=%"),
                StartsWith("HTTP/1.1 400"));
    EXPECT_THAT(ask(std::string("DELETE / HTTP/1.1\r\n") + closing + "\r\n"),
                StartsWith("HTTP/1.1 405"));
}

TEST_F(ServerTest, headers_without_end_are_refused) {
    start(repeat);
    EXPECT_THAT(
        ask("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n"),
        StartsWith("HTTP/1.1 4"));
}

TEST_F(ServerTest, who_sends_a_byte_now_and_then_is_ended) {
    start(repeat, {.connection_age_max = std::chrono::seconds(1)});
    const auto socket = connect_to(server_->port());
    const std::jthread trickle([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            send_all(socket, "G");
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    });
    read_all(socket);  // Returns: the connection was ended.
}

TEST_F(ServerTest, connections_over_the_limit_get_no_answer_and_the_others_do) {
    start(repeat, {.connections_max = 4, .connections_per_address_max = 2});
    const auto first = connect_to(server_->port());
    const auto second = connect_to(server_->port());
    send_all(second, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    std::array<char, 16> some{};
    ASSERT_GT(::recv(second.number(), some.data(), some.size(), 0), 0);
    EXPECT_EQ(ask(std::string("GET / HTTP/1.1\r\n") + closing + "\r\n"), "");
    send_all(first, std::string("GET / HTTP/1.1\r\n") + closing + "\r\n");
    EXPECT_THAT(read_all(first), StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, a_page_that_fails_is_an_error_and_the_server_goes_on) {
    start([](const Request& request) -> Answer {
        if (request.path == "/bad") throw std::bad_alloc();
        return repeat(request);
    });
    EXPECT_THAT(ask(std::string("GET /bad HTTP/1.1\r\n") + closing + "\r\n"),
                StartsWith("HTTP/1.1 500"));
    EXPECT_THAT(ask(std::string("GET / HTTP/1.1\r\n") + closing + "\r\n"),
                StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, a_port_that_is_taken_is_said_so) {
    start(repeat);
    const auto second = Server::start({.port = server_->port()}, repeat);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::io);
}

}  // namespace
}  // namespace primum::web
