#include "os/serving_worker.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <span>
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
    Instant next_check;
    // Taken at the first check: most answers are there sooner, and cost no call of the kernel.
    std::optional<std::chrono::milliseconds> processor_time_before;
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
    const timeval patience{.tv_sec = 0,
                           .tv_usec = std::chrono::microseconds(between_checks).count()};
    if (::setsockopt(ours.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0) {
        return system_error(errno, asking(name));
    }
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

Result<> ServingWorker::check_limits(Turn& turn) const {
    const auto used = process_->processor_time();
    if (!turn.processor_time_before) turn.processor_time_before = used;
    if (used - *turn.processor_time_before > limits_.processor_time) {
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

// However often some bytes come, the limits hold.
Result<> ServingWorker::check_now_and_then(Turn& turn, const Stop& stop) const {
    const auto now = std::chrono::steady_clock::now();
    if (now < turn.next_check) return {};
    turn.next_check = now + between_checks;
    if (stop.requested()) return Stop::error();
    return check_limits(turn);
}

// The next bytes of the answer: how many.
Result<std::size_t> ServingWorker::receive(std::span<char> room, Turn& turn, const Stop& stop) {
    while (true) {
        const auto count = ::recv(socket_.number(), room.data(), room.size(), 0);
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) return died();
        TRY(check_now_and_then(turn, stop));
        if (count > 0) return static_cast<std::size_t>(count);
    }
}

Result<> ServingWorker::ask(const Frame& request, const Descriptor& file, const Stop& stop,
                            const std::function<Reading(const Frame&)>& on_frame) {
    CHECK(request.content.size() <= request_bytes_max);
    const auto header = frame_header(request.kind, request.content.size());
    std::string message(header.data(), header.size());
    message += request.content;
    TRY(send_with_file(socket_.number(), message, file.number(), name_));

    const auto begin = std::chrono::steady_clock::now();
    Turn turn{.deadline = begin + limits_.time, .next_check = begin + between_checks};
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
        const auto count =
            TRY(receive(std::span(received_).subspan(received, read_bytes), turn, stop));
        received += count;
        turn.answered_bytes += count;
        if (turn.answered_bytes > limits_.answer_bytes_max) {
            return Error{ErrorKind::malformed,
                         {"sa réponse n'en finit pas", "its answer does not end"}};
        }
    }
}

// ---- In the worker.

namespace {

Sentence serving() { return {"servir une demande", "serve a request"}; }

Error no_more() { return {ErrorKind::not_found, {"plus de demande", "no more request"}}; }

Result<> read_fully(std::span<char> room) {
    while (!room.empty()) {
        const auto got = ::read(STDIN_FILENO, room.data(), room.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_error(errno, serving());
        if (got == 0) return no_more();
        room = room.subspan(static_cast<std::size_t>(got));
    }
    return {};
}

// The beginning of a request, most often all of it, and the file that comes with it.
struct Beginning {
    std::size_t size = 0;
    Descriptor file;
};
Result<Beginning> receive_with_file(std::span<char> room) {
    iovec part{room.data(), room.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const auto got = ::recvmsg(STDIN_FILENO, &message, MSG_CMSG_CLOEXEC);
    if (got < 0) return system_error(errno, serving());
    if (got == 0) return no_more();
    const auto* const attached = CMSG_FIRSTHDR(&message);
    if (attached == nullptr || attached->cmsg_type != SCM_RIGHTS) {
        return Error{ErrorKind::malformed, {"demande sans fichier", "a request without a file"}};
    }
    int file = -1;
    std::memcpy(&file, CMSG_DATA(attached), sizeof file);
    return Beginning{static_cast<std::size_t>(got), Descriptor(file)};
}

}  // namespace

Result<ReceivedRequest> receive_request() {
    constexpr std::size_t usual_bytes = 512;
    std::array<char, usual_bytes> room{};
    auto beginning = TRY(receive_with_file(room));
    const auto received = std::string_view(room.data(), beginning.size);
    // It was sent as one message, whose beginning is never cut.
    const auto length = received.size() > header_bytes ? length_of_frame(received) : 0;
    if (length == 0 || length > request_bytes_max + 1) {
        return Error{ErrorKind::malformed, {"demande illisible", "a request that cannot be read"}};
    }
    ReceivedRequest request{.kind = static_cast<std::uint8_t>(room[header_bytes]),
                            .content = std::string(length - 1, '\0'),
                            .file = std::move(beginning.file)};
    const auto there = received.substr(header_bytes + 1, length - 1);
    std::ranges::copy(there, request.content.begin());
    TRY(read_fully(std::span(request.content).subspan(there.size())));
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
