#include "net/dialer.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "net/socket_address.h"
#include "net/wait.h"
#include "os/descriptor.h"
#include "os/system_error.h"

namespace primum::net {
namespace {

class TcpStream : public Stream {
public:
    TcpStream(os::Descriptor socket, std::optional<Permit> permit, const os::Stop& stop)
        : permit_(std::move(permit)), socket_(std::move(socket)), stop_(stop) {}

    Result<std::size_t> read_some(std::span<std::byte> buffer, Deadline deadline) override {
        while (true) {
            TRY(wait_for(socket_.number(), POLLIN, deadline, stop_));
            const auto count = ::recv(socket_.number(), buffer.data(), buffer.size(), 0);
            if (count >= 0) return static_cast<std::size_t>(count);
            if (errno != EINTR && errno != EAGAIN) return os::system_error(errno, reading());
        }
    }

    Result<> write_all(BytesView bytes, Deadline deadline) override {
        while (!bytes.empty()) {
            TRY(wait_for(socket_.number(), POLLOUT, deadline, stop_));
            const auto count = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
            if (count < 0) return os::system_error(errno, writing());
            bytes = bytes.subspan(static_cast<std::size_t>(count));
        }
        return {};
    }

private:
    static Sentence reading() { return {"écouter l'appareil", "listen to the device"}; }
    static Sentence writing() { return {"parler à l'appareil", "speak to the device"}; }

    // Destroyed after the socket: the device is free once we hung up.
    std::optional<Permit> permit_;
    os::Descriptor socket_;
    const os::Stop& stop_;
};

Sentence connecting(const Endpoint& endpoint) {
    return say("joindre {}", "reach {}", endpoint.to_string());
}

Error connection_error(int error_number, const Endpoint& endpoint) {
    auto error = os::system_error(error_number, connecting(endpoint));
    if (error_number == ECONNREFUSED) error.kind = ErrorKind::not_found;
    return error;
}

Result<os::Descriptor> connect_socket(const Endpoint& endpoint, Deadline deadline,
                                      const os::Stop& stop) {
    const SocketAddress address(endpoint);
    os::Descriptor socket(
        ::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
    if (!socket.is_open()) return os::system_error(errno, connecting(endpoint));
    const int no_delay = 1;
    ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);

    if (::connect(socket.number(), address.get(), address.size()) == 0) return socket;
    if (errno != EINPROGRESS) return connection_error(errno, endpoint);
    TRY(wait_for(socket.number(), POLLOUT, deadline, stop).context(connecting(endpoint)));
    int outcome = 0;
    socklen_t size = sizeof outcome;
    ::getsockopt(socket.number(), SOL_SOCKET, SO_ERROR, &outcome, &size);
    if (outcome != 0) return connection_error(outcome, endpoint);
    return socket;
}

}  // namespace

Permit::Permit(Permit&& other) noexcept
    : dialer_(std::exchange(other.dialer_, nullptr)), device_(other.device_) {}

Permit::~Permit() {
    if (dialer_ != nullptr) dialer_->give_back(device_);
}

Dialer::Dialer(std::vector<Cidr> allowed, const os::Stop& stop, Manners manners)
    : allowed_(std::move(allowed)), stop_(stop), manners_(manners) {}

bool Dialer::allows(const IpAddress& address) const {
    return std::ranges::any_of(allowed_, [&](const Cidr& cidr) { return cidr.contains(address); });
}

void Dialer::declare_sturdy(const IpAddress& device) {
    const std::lock_guard lock(mutex_);
    sturdy_[device] = true;
    given_back_.notify_all();
}

bool Dialer::is_sturdy(const IpAddress& device) const {
    const std::lock_guard lock(mutex_);
    return sturdy_.contains(device);
}

int Dialer::conversations_max(const IpAddress& device) const {
    return sturdy_.contains(device) ? manners_.conversations_with_sturdy_device_max : 1;
}

Result<Permit> Dialer::admit(const IpAddress& device) {
    if (!allows(device)) {
        return Error{ErrorKind::denied,
                     say("{} n'est pas dans le réseau que vous avez désigné",
                         "{} is not in the network that you named", device.to_string())};
    }
    {
        std::unique_lock lock(mutex_);
        // A request to stop cannot signal a condition variable: look for it now and then.
        while (conversations_[device] >= conversations_max(device)) {
            if (stop_.requested()) return os::Stop::error();
            given_back_.wait_for(lock, std::chrono::milliseconds(100));
        }
        ++conversations_[device];
    }
    Permit permit(*this, device);
    TRY(wait_for_rate());
    return permit;
}

void Dialer::give_back(const IpAddress& device) {
    const std::lock_guard lock(mutex_);
    --conversations_[device];
    given_back_.notify_all();
}

Result<> Dialer::wait_for_rate() {
    using std::chrono::steady_clock;
    steady_clock::time_point slot;
    {
        const std::lock_guard lock(mutex_);
        slot = std::max(next_connection_, steady_clock::now());
        next_connection_ =
            slot + std::chrono::microseconds(1'000'000 / manners_.connections_per_second_max);
    }
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(slot - steady_clock::now());
    if (wait <= std::chrono::milliseconds(1)) return {};
    auto waited = wait_for(-1, 0, Deadline::in(wait), stop_);
    if (!waited && waited.error().kind == ErrorKind::stopped) return waited;
    return {};
}

Result<std::unique_ptr<Stream>> Dialer::connect(const Endpoint& endpoint,
                                                std::chrono::milliseconds timeout) {
    auto permit = TRY(admit(endpoint.address));
    auto socket = TRY(connect_socket(endpoint, Deadline::in(timeout), stop_));
    return std::unique_ptr<Stream>(
        std::make_unique<TcpStream>(std::move(socket), std::move(permit), stop_));
}

Result<std::unique_ptr<Stream>> Dialer::connect(const Endpoint& endpoint,
                                                std::chrono::milliseconds timeout,
                                                const Permit& held) {
    CHECK(held.device() == endpoint.address);
    TRY(wait_for_rate());
    auto socket = TRY(connect_socket(endpoint, Deadline::in(timeout), stop_));
    return std::unique_ptr<Stream>(
        std::make_unique<TcpStream>(std::move(socket), std::nullopt, stop_));
}

}  // namespace primum::net
