#include "net/dns_resolver.h"

#include <ares.h>
#include <poll.h>

#include <array>
#include <cerrno>
#include <optional>
#include <vector>

#include "os/system_error.h"

namespace primum::net {
namespace {

constexpr int class_internet = 1;

Error no_answer(const std::string& name, int status) {
    return {ErrorKind::unreachable,
            say("le serveur DNS n'a pas répondu pour {} ({})",
                "the DNS server did not answer for {} ({})", name, ares_strerror(status))};
}

// What the library's callback leaves behind.
struct Pending {
    bool done = false;
    int status = ARES_SUCCESS;
    Bytes message;
};

void on_reply(void* argument, int status, int /*timeouts*/, unsigned char* bytes, int length) {
    auto& pending = *static_cast<Pending*>(argument);
    pending.done = true;
    pending.status = status;
    if (status != ARES_SUCCESS || bytes == nullptr || length <= 0) return;
    const auto view = std::as_bytes(std::span(bytes, static_cast<std::size_t>(length)));
    pending.message.assign(view.begin(), view.end());
}

// The library's sockets of this moment, and what they wait for; the stop's descriptor comes last.
std::vector<pollfd> descriptors_of(ares_channel channel, const os::Stop& stop) {
    std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
    const auto wanted = static_cast<unsigned>(
        ares_getsock(channel, sockets.data(), static_cast<int>(sockets.size())));
    std::vector<pollfd> all;
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        short events = 0;
        if ((wanted >> i & 1U) != 0) events |= POLLIN;
        if ((wanted >> (i + ARES_GETSOCK_MAXNUM) & 1U) != 0) events |= POLLOUT;
        if (events != 0) all.push_back({sockets.at(i), events, 0});
    }
    all.push_back({stop.descriptor(), POLLIN, 0});
    return all;
}

int milliseconds_until_timeout(ares_channel channel) {
    timeval longest{.tv_sec = 1, .tv_usec = 0};
    timeval storage{};
    const auto* left = ares_timeout(channel, &longest, &storage);
    return static_cast<int>(left->tv_sec * 1000 + left->tv_usec / 1000) + 1;
}

void process(ares_channel channel, const std::vector<pollfd>& ready) {
    bool any = false;
    for (const auto& each : ready) {
        if (each.revents == 0) continue;
        any = true;
        const bool readable = (each.revents & (POLLIN | POLLERR | POLLHUP)) != 0;
        const bool writable = (each.revents & POLLOUT) != 0;
        ares_process_fd(channel, readable ? each.fd : ARES_SOCKET_BAD,
                        writable ? each.fd : ARES_SOCKET_BAD);
    }
    if (!any) ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

Result<> set_up_library() {
    static const int status = ares_library_init(ARES_LIB_INIT_ALL);
    if (status == ARES_SUCCESS) return {};
    return Error{ErrorKind::io, say("préparer les questions DNS : {}", "prepare DNS questions: {}",
                                    ares_strerror(status))};
}

}  // namespace

struct DnsResolver::Channel {
    explicit Channel(const os::Stop& wish) : stop(wish) {}
    ~Channel() {
        if (handle != nullptr) ares_destroy(handle);
    }
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    Channel(Channel&&) = delete;
    Channel& operator=(Channel&&) = delete;

    ares_channel handle = nullptr;
    const os::Stop& stop;
};

DnsResolver::DnsResolver(std::unique_ptr<Channel> channel) : channel_(std::move(channel)) {}
DnsResolver::DnsResolver(DnsResolver&&) noexcept = default;
DnsResolver& DnsResolver::operator=(DnsResolver&&) noexcept = default;
DnsResolver::~DnsResolver() = default;

Result<DnsResolver> DnsResolver::create(const std::string& servers, const os::Stop& stop) {
    TRY(set_up_library());
    auto channel = std::make_unique<Channel>(stop);
    ares_options options{};
    options.timeout = static_cast<int>(patience.count());
    options.tries = tries_max;
    options.ednspsz = 1232;  // What passes every path unfragmented (DNS flag day 2020).
    options.flags = ARES_FLAG_EDNS | ARES_FLAG_NOSEARCH;
    const int made =
        ares_init_options(&channel->handle, &options,
                          ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_FLAGS | ARES_OPT_EDNSPSZ);
    if (made != ARES_SUCCESS) {
        return Error{ErrorKind::io, say("préparer les questions DNS : {}",
                                        "prepare DNS questions: {}", ares_strerror(made))};
    }
    if (!servers.empty()) {
        const int set = ares_set_servers_ports_csv(channel->handle, servers.c_str());
        if (set != ARES_SUCCESS) {
            return Error{ErrorKind::usage, say("{} n'est pas l'adresse d'un serveur DNS",
                                               "{} is not the address of a DNS server", servers)};
        }
    }
    return DnsResolver(std::move(channel));
}

Result<DnsReply> DnsResolver::ask(const std::string& name, std::uint16_t type) {
    auto* const channel = channel_->handle;
    Pending pending;
    ares_query(channel, name.c_str(), class_internet, type, on_reply, &pending);
    while (!pending.done) {
        auto waiting = descriptors_of(channel, channel_->stop);
        const int ready =
            ::poll(waiting.data(), waiting.size(), milliseconds_until_timeout(channel));
        if (ready < 0 && errno != EINTR) {
            const auto error = os::system_error(errno, {"interroger le DNS", "ask the DNS"});
            ares_cancel(channel);
            return error;
        }
        if (ready > 0 && waiting.back().revents != 0) {
            ares_cancel(channel);
            return os::Stop::error();
        }
        waiting.pop_back();
        process(channel, waiting);
    }
    switch (pending.status) {
        case ARES_SUCCESS:
            return DnsReply{DnsReply::Outcome::answer, std::move(pending.message)};
        case ARES_ENODATA:
            return DnsReply{DnsReply::Outcome::no_data, {}};
        case ARES_ENOTFOUND:
            return DnsReply{DnsReply::Outcome::no_such_name, {}};
        default:
            return no_answer(name, pending.status);
    }
}

}  // namespace primum::net
