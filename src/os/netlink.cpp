#include "os/netlink.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "os/descriptor.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

constexpr int attempts_max = 3;

struct Answers {
    std::vector<std::pair<std::uint16_t, Bytes>> messages;
    bool interrupted = false;
    bool finished = false;
};

Sentence asking() { return {"interroger le noyau", "ask the kernel"}; }

Result<> send_request(int socket, std::uint16_t type, BytesView request) {
    Bytes message(NLMSG_SPACE(request.size()));
    nlmsghdr header{};
    header.nlmsg_len = static_cast<std::uint32_t>(NLMSG_LENGTH(request.size()));
    header.nlmsg_type = type;
    header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    header.nlmsg_seq = 1;
    std::memcpy(message.data(), &header, sizeof header);
    std::memcpy(message.data() + NLMSG_HDRLEN, request.data(), request.size());
    if (::send(socket, message.data(), message.size(), 0) < 0) return system_error(errno, asking());
    return {};
}

// Splits one datagram into its messages.
Result<> read_messages(BytesView datagram, Answers& answers) {
    while (datagram.size() >= sizeof(nlmsghdr)) {
        nlmsghdr header{};
        std::memcpy(&header, datagram.data(), sizeof header);
        CHECK(header.nlmsg_len >= NLMSG_HDRLEN && header.nlmsg_len <= datagram.size());
        const auto body = datagram.subspan(NLMSG_HDRLEN, header.nlmsg_len - NLMSG_HDRLEN);
        answers.interrupted |= (header.nlmsg_flags & NLM_F_DUMP_INTR) != 0;
        if (header.nlmsg_type == NLMSG_DONE) {
            answers.finished = true;
            return {};
        }
        if (header.nlmsg_type == NLMSG_ERROR) {
            nlmsgerr failure{};
            CHECK(body.size() >= sizeof failure);
            std::memcpy(&failure, body.data(), sizeof failure);
            return system_error(-failure.error, asking());
        }
        answers.messages.emplace_back(header.nlmsg_type, Bytes(body.begin(), body.end()));
        datagram =
            datagram.subspan(std::min<std::size_t>(NLMSG_ALIGN(header.nlmsg_len), datagram.size()));
    }
    return {};
}

Result<Answers> dump_once(int protocol, std::uint16_t type, BytesView request) {
    const Descriptor socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol));
    if (!socket.is_open()) return system_error(errno, asking());
    TRY(send_request(socket.number(), type, request));

    Answers answers;
    Bytes buffer(1 << 18);
    while (!answers.finished) {
        const auto count = ::recv(socket.number(), buffer.data(), buffer.size(), 0);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_error(errno, asking());
        TRY(read_messages(BytesView(buffer).first(static_cast<std::size_t>(count)), answers));
    }
    return answers;
}

}  // namespace

Result<> netlink_dump(int protocol, std::uint16_t type, BytesView request,
                      const std::function<void(std::uint16_t type, BytesView body)>& answer) {
    for (int attempt = 0; attempt < attempts_max; ++attempt) {
        const auto answers = TRY(dump_once(protocol, type, request));
        if (answers.interrupted) continue;
        for (const auto& [answer_type, body] : answers.messages) answer(answer_type, body);
        return {};
    }
    return Error{ErrorKind::io,
                 join(asking(), {"la liste change sans cesse", "the list keeps changing"})};
}

}  // namespace primum::os
