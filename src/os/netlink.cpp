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

Result<> read_message(const NetlinkMessage& message, Answers& answers) {
    const auto& [header, body] = message;
    answers.interrupted |= (header.nlmsg_flags & NLM_F_DUMP_INTR) != 0;
    if (header.nlmsg_type == NLMSG_DONE || header.nlmsg_type == NLMSG_ERROR) {
        // Both begin with the outcome: a list that breaks off in the kernel is no shorter list.
        const auto outcome = netlink_number<int>(body);
        if (outcome < 0) return system_error(-outcome, asking());
        answers.finished = true;
        return {};
    }
    answers.messages.emplace_back(header.nlmsg_type, Bytes(body.begin(), body.end()));
    return {};
}

Result<> read_datagram(BytesView datagram, Answers& answers) {
    for (const auto& message : netlink_messages(datagram)) TRY(read_message(message, answers));
    return {};
}

Result<Answers> dump_once(int protocol, std::uint16_t type, BytesView request) {
    const Descriptor socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol));
    if (!socket.is_open()) return system_error(errno, asking());
    TRY(netlink_send(socket.number(), type, NLM_F_REQUEST | NLM_F_DUMP, request));

    Answers answers;
    Bytes buffer(1 << 18);
    while (!answers.finished) {
        const auto count = ::recv(socket.number(), buffer.data(), buffer.size(), 0);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_error(errno, asking());
        TRY(read_datagram(BytesView(buffer).first(static_cast<std::size_t>(count)), answers));
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

Result<> netlink_send(int socket, std::uint16_t type, std::uint16_t flags, BytesView request) {
    Bytes message(NLMSG_SPACE(request.size()));
    nlmsghdr header{};
    header.nlmsg_len = static_cast<std::uint32_t>(NLMSG_LENGTH(request.size()));
    header.nlmsg_type = type;
    header.nlmsg_flags = flags;
    header.nlmsg_seq = 1;
    std::memcpy(message.data(), &header, sizeof header);
    std::memcpy(message.data() + NLMSG_HDRLEN, request.data(), request.size());
    if (::send(socket, message.data(), message.size(), 0) < 0) return system_error(errno, asking());
    return {};
}

std::vector<NetlinkMessage> netlink_messages(BytesView datagram) {
    std::vector<NetlinkMessage> messages;
    while (datagram.size() >= sizeof(nlmsghdr)) {
        nlmsghdr header{};
        std::memcpy(&header, datagram.data(), sizeof header);
        CHECK(header.nlmsg_len >= NLMSG_HDRLEN && header.nlmsg_len <= datagram.size());
        messages.push_back(
            {header, datagram.subspan(NLMSG_HDRLEN, header.nlmsg_len - NLMSG_HDRLEN)});
        datagram =
            datagram.subspan(std::min<std::size_t>(NLMSG_ALIGN(header.nlmsg_len), datagram.size()));
    }
    return messages;
}

std::map<int, BytesView> netlink_attributes(BytesView bytes) {
    std::map<int, BytesView> found;
    while (bytes.size() >= sizeof(nlattr)) {
        nlattr attribute{};
        std::memcpy(&attribute, bytes.data(), sizeof attribute);
        if (attribute.nla_len < sizeof attribute || attribute.nla_len > bytes.size()) break;
        found[attribute.nla_type & NLA_TYPE_MASK] =
            bytes.subspan(sizeof attribute, attribute.nla_len - sizeof attribute);
        bytes = bytes.subspan(std::min<std::size_t>(NLA_ALIGN(attribute.nla_len), bytes.size()));
    }
    return found;
}

}  // namespace primum::os
