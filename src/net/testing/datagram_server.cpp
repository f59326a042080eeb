#include "net/testing/datagram_server.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/check.h"

namespace primum::net::testing {
namespace {

constexpr std::size_t datagram_bytes_max = 9000;

void answer_one(int socket, const DatagramServer::Answer& answer) {
    Bytes question(datagram_bytes_max);
    sockaddr_in from{};
    socklen_t size = sizeof from;
    auto* generic = reinterpret_cast<sockaddr*>(&from);
    const auto count = ::recvfrom(socket, question.data(), question.size(), 0, generic, &size);
    if (count <= 0) return;
    for (const auto& bytes : answer(BytesView(question).first(static_cast<std::size_t>(count)))) {
        (void)::sendto(socket, bytes.data(), bytes.size(), 0, generic, size);
    }
}

}  // namespace

DatagramServer::DatagramServer(Answer answer, const IpAddress& address)
    : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in own{};
    own.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(address.v4());
    socklen_t size = sizeof own;
    auto* generic = reinterpret_cast<sockaddr*>(&own);
    CHECK(::bind(socket_.number(), generic, size) == 0);
    CHECK(::getsockname(socket_.number(), generic, &size) == 0);
    endpoint_ = {address, ntohs(own.sin_port)};
    thread_ = std::jthread([this, answer = std::move(answer)] {
        while (!closing_) answer_one(socket_.number(), answer);
    });
}

DatagramServer::~DatagramServer() {
    closing_ = true;
    ::shutdown(socket_.number(), SHUT_RDWR);  // Wakes recvfrom(), although it says ENOTCONN.
}

}  // namespace primum::net::testing
