#include "net/datagram.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "net/socket_address.h"
#include "net/wait.h"
#include "os/descriptor.h"
#include "os/system_error.h"

namespace primum::net {
namespace {

constexpr auto pause_between_datagrams = std::chrono::milliseconds(1);
constexpr std::size_t answers_per_address_max = 4;

Sentence asking(const Endpoint& endpoint) {
    return say("interroger {}", "ask {}", endpoint.to_string());
}

bool is_multicast(const IpAddress& address) {
    return address.is_v4() ? (address.v4() >> 28) == 0xE : address.v6()[0] == 0xFF;
}

Result<os::Descriptor> open_socket(const Endpoint& to, const std::optional<IpAddress>& from) {
    const int family = to.address.is_v4() ? AF_INET : AF_INET6;
    os::Descriptor socket(::socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket.is_open()) return os::system_error(errno, asking(to));
    const int yes = 1;
    ::setsockopt(socket.number(), SOL_SOCKET, SO_BROADCAST, &yes, sizeof yes);
    if (!from) return socket;

    const SocketAddress own({*from, 0});
    if (::bind(socket.number(), own.get(), own.size()) != 0) {
        return os::system_error(errno, asking(to));
    }
    if (from->is_v4()) {
        in_addr interface {
            htonl(from->v4())
        };
        ::setsockopt(socket.number(), IPPROTO_IP, IP_MULTICAST_IF, &interface, sizeof interface);
    }
    return socket;
}

// One datagram, or nothing when there is none to read or the peer's port is closed.
std::optional<Answer> receive(int socket, std::size_t size_bytes_max) {
    sockaddr_storage from{};
    socklen_t from_size = sizeof from;
    Answer answer{{}, Bytes(size_bytes_max)};
    const auto count = ::recvfrom(socket, answer.bytes.data(), answer.bytes.size(), 0,
                                  reinterpret_cast<sockaddr*>(&from), &from_size);
    if (count < 0) return std::nullopt;
    answer.bytes.resize(static_cast<std::size_t>(count));
    answer.from = SocketAddress::to_endpoint(from);
    return answer;
}

// Gathering: the answers that have come to one socket.
struct Gathering {
    Dialer& dialer;
    int socket;
    std::size_t answers_max;
    std::size_t answer_bytes_max;
    bool unicast;  // The kernel then says when the peer's port is closed.
    std::vector<Answer> answers;
    bool ended = false;  // Nothing more is to be expected.

    Result<> until(Deadline deadline) {
        while (!ended) {
            const auto waited = wait_for(socket, POLLIN, deadline, dialer.stop());
            if (!waited && waited.error().kind == ErrorKind::unreachable) return {};
            TRY(waited);
            auto answer = receive(socket, answer_bytes_max);
            const bool welcome = answer && dialer.allows(answer->from.address);
            if (welcome) answers.push_back(std::move(*answer));
            ended = answers.size() >= answers_max || (!answer && unicast);
        }
        return {};
    }
};

}  // namespace

Result<std::vector<Answer>> ask(Dialer& dialer, const Question& question, Deadline deadline) {
    const bool multicast = is_multicast(question.to.address);
    CHECK(!multicast || question.from);
    if (!multicast && !dialer.allows(question.to.address)) {
        return Error{ErrorKind::denied, say("{} n'est pas dans le réseau que vous avez désigné",
                                            "{} is not in the network that you named",
                                            question.to.address.to_string())};
    }
    const auto socket = TRY(open_socket(question.to, question.from));
    const SocketAddress to(question.to);
    if (!multicast && ::connect(socket.number(), to.get(), to.size()) != 0) {
        return os::system_error(errno, asking(question.to));
    }
    const auto send = [&](BytesView bytes) -> Result<> {
        const auto sent = multicast ? ::sendto(socket.number(), bytes.data(), bytes.size(), 0,
                                               to.get(), to.size())
                                    : ::send(socket.number(), bytes.data(), bytes.size(), 0);
        if (sent < 0) return os::system_error(errno, asking(question.to));
        return {};
    };
    Gathering gathering{
        dialer, socket.number(), question.answers_max, question.answer_bytes_max, !multicast, {}};
    TRY(send(question.bytes));
    for (const auto& bytes : question.more) {
        TRY(gathering.until(deadline.or_in(pause_between_datagrams)));
        TRY(send(bytes));
    }
    TRY(gathering.until(deadline));
    return std::move(gathering.answers);
}

Result<std::vector<Answer>> ask_each(Dialer& dialer, const std::vector<Endpoint>& to,
                                     BytesView question, Deadline deadline) {
    if (to.empty()) return std::vector<Answer>{};
    const auto socket = TRY(open_socket(to.front(), std::nullopt));
    Gathering gathering{dialer,
                        socket.number(),
                        answers_per_address_max * to.size(),
                        Question{}.answer_bytes_max,
                        /*unicast=*/false,
                        {}};
    for (const auto& endpoint : to) {
        if (!dialer.allows(endpoint.address)) continue;
        const SocketAddress address(endpoint);
        // An address that cannot be reached costs its own answer, not those of the others.
        (void)::sendto(socket.number(), question.data(), question.size(), 0, address.get(),
                       address.size());
        TRY(gathering.until(deadline.or_in(pause_between_datagrams)));
    }
    TRY(gathering.until(deadline));
    return std::move(gathering.answers);
}

}  // namespace primum::net
