#include "os/serving_worker.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/byte_reader.h"
#include "base/check.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

using Instant = std::chrono::steady_clock::time_point;

constexpr std::size_t request_bytes_max = 32UL * 1024;
constexpr std::size_t read_bytes = 256UL * 1024;
constexpr std::size_t answer_kept_bytes_max = 1_MiB;  // Room kept from one request to the next.
constexpr std::size_t header_bytes = 4;
constexpr std::chrono::milliseconds between_checks{50};

Sentence asking(const std::string& name) { return say("interroger {}", "ask {}", name); }

std::array<char, header_bytes + 1> frame_header(std::uint8_t kind, std::size_t content_bytes) {
    const auto length = static_cast<std::uint32_t>(content_bytes + 1);
    std::array<char, header_bytes + 1> header{};
    for (std::size_t i = 0; i < header_bytes; ++i) {
        header[i] = static_cast<char>(length >> (8 * i) & 0xff);
    }
    header[header_bytes] = static_cast<char>(kind);
    return header;
}

std::uint32_t length_of_frame(std::string_view header) {
    return ByteReader(as_bytes(header)).u32_little().value();
}

// One message with the descriptor beside it. A worker that was never asked has room for it.
Result<> send_with_file(int socket, std::string_view bytes, int file, const std::string& name) {
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    auto* const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &file, sizeof file);
    const auto sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    if (sent != static_cast<ssize_t>(bytes.size())) return system_error(errno, asking(name));
    return {};
}

std::string seconds_of(std::chrono::milliseconds time) {
    return std::to_string(time.count() / 1000);
}

}  // namespace

// One request under way.
struct ServingWorker::Turn {
    Instant deadline;
    std::chrono::milliseconds processor_time_before;
    std::uint64_t answered_bytes = 0;
};

ServingWorker::ServingWorker(std::string name, ChildProcess process, Descriptor socket,
                             const ServingLimits& limits)
    : name_(std::move(name)),
      process_(std::make_unique<ChildProcess>(std::move(process))),
      socket_(std::move(socket)),
      limits_(limits) {}

Result<ServingWorker> ServingWorker::start(const std::filesystem::path& program,
                                           const ServingLimits& limits) {
    auto name = program.filename().string();
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return system_error(errno, asking(name));
    }
    Descriptor ours(ends[0]);
    const Descriptor theirs(ends[1]);
    auto process = TRY(ChildProcess::start(program, {.input = theirs.number()},
                                           {.data_bytes_max = limits.data_bytes_max}));
    return ServingWorker(std::move(name), std::move(process), std::move(ours), limits);
}

Error ServingWorker::died() {
    const Sentence who = say("le processus {}", "the process {}", name_);
    const int status = process_->wait_until(std::chrono::steady_clock::now() + between_checks);
    if (WIFSIGNALED(status)) {
        return {ErrorKind::malformed,
                join(who, say("arrêté par le signal {}", "ended by signal {}", WTERMSIG(status)))};
    }
    return {ErrorKind::malformed,
            join(who, say("a renoncé (code {})", "gave up (code {})", WEXITSTATUS(status)))};
}

Result<> ServingWorker::check_limits(const Turn& turn) const {
    const auto used = process_->processor_time() - turn.processor_time_before;
    if (used > limits_.processor_time) {
        return Error{ErrorKind::unreachable, say("abandonné après {} secondes de calcul",
                                                 "given up after {} seconds of computing",
                                                 seconds_of(limits_.processor_time))};
    }
    if (std::chrono::steady_clock::now() > turn.deadline) {
        return Error{ErrorKind::unreachable,
                     say("abandonné après {} secondes", "given up after {} seconds",
                         seconds_of(limits_.time))};
    }
    if (process_->resident_bytes() > limits_.resident_bytes_max) {
        return Error{ErrorKind::malformed, {"demande trop de mémoire", "asks for too much memory"}};
    }
    return {};
}

Result<> ServingWorker::wait(const Turn& turn, const Stop& stop) {
    while (true) {
        std::array<pollfd, 2> waited{pollfd{socket_.number(), POLLIN, 0},
                                     pollfd{stop.descriptor(), POLLIN, 0}};
        const int ready =
            ::poll(waited.data(), waited.size(), static_cast<int>(between_checks.count()));
        if (ready < 0 && errno != EINTR) return system_error(errno, asking(name_));
        if (ready > 0 && waited[1].revents != 0) return Stop::error();
        if (ready > 0 && waited[0].revents != 0) return {};
        TRY(check_limits(turn));
    }
}

Result<> ServingWorker::ask(const Frame& request, const Descriptor& file, const Stop& stop,
                            const std::function<Reading(const Frame&)>& on_frame) {
    CHECK(request.content.size() <= request_bytes_max);
    const auto header = frame_header(request.kind, request.content.size());
    std::string message(header.data(), header.size());
    message += request.content;
    TRY(send_with_file(socket_.number(), message, file.number(), name_));

    Turn turn{.deadline = std::chrono::steady_clock::now() + limits_.time,
              .processor_time_before = process_->processor_time()};
    if (received_.size() > answer_kept_bytes_max) std::string().swap(received_);
    std::size_t received = 0;
    std::size_t consumed = 0;
    while (true) {
        const auto unread = std::string_view(received_).substr(consumed, received - consumed);
        const auto length = unread.size() < header_bytes ? 1 : length_of_frame(unread);
        if (length == 0 || length > limits_.frame_bytes_max) {
            return Error{ErrorKind::malformed,
                         {"sa réponse n'en finit pas", "its answer does not end"}};
        }
        if (unread.size() >= header_bytes + length) {
            const Frame frame{static_cast<std::uint8_t>(unread[header_bytes]),
                              unread.substr(header_bytes + 1, length - 1)};
            consumed += header_bytes + length;
            if (on_frame(frame) == Reading::done) return {};
            continue;
        }
        std::memmove(received_.data(), received_.data() + consumed, received - consumed);
        received -= std::exchange(consumed, 0);
        // As much as the frame needs, and not twice that.
        const auto needed = header_bytes + length + read_bytes;
        if (received_.size() < needed) received_.resize(needed);
        TRY(wait(turn, stop));
        const auto count = ::recv(socket_.number(), received_.data() + received, read_bytes, 0);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return died();
        received += static_cast<std::size_t>(count);
        turn.answered_bytes += static_cast<std::uint64_t>(count);
        if (turn.answered_bytes > limits_.answer_bytes_max) {
            return Error{ErrorKind::malformed,
                         {"sa réponse n'en finit pas", "its answer does not end"}};
        }
    }
}

// ---- In the worker.

namespace {

Sentence serving() { return {"servir une demande", "serve a request"}; }

Result<> read_fully(char* bytes, std::size_t count) {
    std::size_t done = 0;
    while (done < count) {
        const auto got = ::read(STDIN_FILENO, bytes + done, count - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_error(errno, serving());
        if (got == 0) return Error{ErrorKind::not_found, {"plus de demande", "no more request"}};
        done += static_cast<std::size_t>(got);
    }
    return {};
}

// The first bytes of a request, and the file that comes with them.
Result<Descriptor> read_with_file(std::array<char, header_bytes + 1>& header) {
    iovec part{header.data(), header.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const auto got = ::recvmsg(STDIN_FILENO, &message, MSG_CMSG_CLOEXEC | MSG_WAITALL);
    if (got < 0) return system_error(errno, serving());
    if (got != static_cast<ssize_t>(header.size())) {
        return Error{ErrorKind::not_found, {"plus de demande", "no more request"}};
    }
    const auto* const attached = CMSG_FIRSTHDR(&message);
    if (attached == nullptr || attached->cmsg_type != SCM_RIGHTS) {
        return Error{ErrorKind::malformed, {"demande sans fichier", "a request without a file"}};
    }
    int file = -1;
    std::memcpy(&file, CMSG_DATA(attached), sizeof file);
    return Descriptor(file);
}

}  // namespace

Result<ReceivedRequest> receive_request() {
    std::array<char, header_bytes + 1> header{};
    ReceivedRequest request;
    request.file = TRY(read_with_file(header));
    const auto length = length_of_frame({header.data(), header_bytes});
    if (length == 0 || length > request_bytes_max + 1) {
        return Error{ErrorKind::malformed, {"demande trop longue", "a request too long"}};
    }
    request.kind = static_cast<std::uint8_t>(header[header_bytes]);
    request.content.resize(length - 1);
    TRY(read_fully(request.content.data(), request.content.size()));
    return request;
}

Result<> send_frame(std::uint8_t kind, std::initializer_list<std::string_view> content) {
    constexpr std::size_t parts_max = 4;
    CHECK(content.size() < parts_max);
    std::size_t bytes = 0;
    for (const auto part : content) bytes += part.size();
    const auto header = frame_header(kind, bytes);
    std::array<iovec, parts_max> parts{};
    std::size_t count = 0;
    const auto add = [&](std::string_view part) {
        parts.at(count++) = {const_cast<char*>(part.data()), part.size()};
    };
    add({header.data(), header.size()});
    for (const auto part : content) add(part);
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = count;
    while (message.msg_iovlen > 0) {
        const auto sent = ::sendmsg(STDIN_FILENO, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return system_error(errno, serving());
        auto left = static_cast<std::size_t>(sent);
        while (message.msg_iovlen > 0 && left >= message.msg_iov->iov_len) {
            left -= message.msg_iov->iov_len;
            ++message.msg_iov;
            --message.msg_iovlen;
        }
        if (message.msg_iovlen == 0) break;
        message.msg_iov->iov_base = static_cast<char*>(message.msg_iov->iov_base) + left;
        message.msg_iov->iov_len -= left;
    }
    return {};
}

}  // namespace primum::os
