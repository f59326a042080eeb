#include "os/worker.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/check.h"
#include "os/child_process.h"
#include "os/descriptor.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

constexpr std::size_t input_bytes_max = 64UL * 1024;  // What a pipe holds, pipe(7).

struct Pipe {
    Descriptor reading;
    Descriptor writing;
};

Sentence starting(const WorkerOrder& order) {
    return say("lancer {}", "start {}", order.program.filename().string());
}

Result<Pipe> make_pipe(const WorkerOrder& order) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return system_error(errno, starting(order));
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

Error gave_up(const WorkerOrder& order, const Sentence& why) {
    return {ErrorKind::malformed,
            join(say("le processus {}", "the process {}", order.program.filename().string()), why)};
}

// Cuts what arrives into lines, within the limits.
class LineCutter {
public:
    LineCutter(const WorkerOrder& order, const std::function<void(std::string_view)>& on_line)
        : order_(order), on_line_(on_line) {}

    Result<> take(std::string_view bytes) {
        received_ += bytes.size();
        if (received_ > order_.limits.output_bytes_max) return too_much();
        while (true) {
            const auto end = bytes.find('\n');
            pending_.append(bytes.substr(0, end));
            if (pending_.size() > order_.limits.line_bytes_max) return too_much();
            if (end == std::string_view::npos) return {};
            on_line_(pending_);
            pending_.clear();
            bytes.remove_prefix(end + 1);
        }
    }

private:
    Error too_much() const {
        return gave_up(order_, {"sa réponse n'en finit pas", "its answer does not end"});
    }

    const WorkerOrder& order_;
    const std::function<void(std::string_view)>& on_line_;
    std::uint64_t received_ = 0;
    std::string pending_;
};

using Instant = std::chrono::steady_clock::time_point;

// Until there is something to read, or an error.
Result<> wait_for_output(int output, Instant deadline, const WorkerOrder& order, const Stop& stop) {
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) {
            return Error{ErrorKind::unreachable,
                         say("{} n'a pas fini en {} secondes", "{} did not end within {} seconds",
                             order.program.filename().string(), order.limits.time.count() / 1000)};
        }
        std::array<pollfd, 2> waited{pollfd{output, POLLIN, 0},
                                     pollfd{stop.descriptor(), POLLIN, 0}};
        const int ready = ::poll(waited.data(), waited.size(), static_cast<int>(left.count()));
        if (ready < 0 && errno != EINTR) return system_error(errno, starting(order));
        if (stop.requested()) return Stop::error();
        if (ready > 0 && waited[0].revents != 0) return {};
    }
}

Result<> read_lines(int output, Instant deadline, const WorkerOrder& order, const Stop& stop,
                    const std::function<void(std::string_view)>& on_line) {
    LineCutter cutter(order, on_line);
    std::array<char, 16UL * 1024> buffer{};
    while (true) {
        TRY(wait_for_output(output, deadline, order, stop));
        const auto count = ::read(output, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_error(errno, starting(order));
        if (count == 0) return {};
        TRY(cutter.take(std::string_view(buffer.data(), static_cast<std::size_t>(count))));
    }
}

}  // namespace

Result<> run_worker(const WorkerOrder& order, const Stop& stop,
                    const std::function<void(std::string_view line)>& on_line) {
    CHECK(order.input.size() <= input_bytes_max);
    const auto deadline = std::chrono::steady_clock::now() + order.limits.time;
    auto input = TRY(make_pipe(order));
    auto output = TRY(make_pipe(order));
    // Before the child is there: the pipe holds it whole, and nobody can hang up on us.
    const auto written = ::write(input.writing.number(), order.input.data(), order.input.size());
    CHECK(written == static_cast<ssize_t>(order.input.size()));
    input.writing.close();

    auto child =
        TRY(ChildProcess::start(order.program, {input.reading.number(), output.writing.number()},
                                {.processor_time = order.limits.processor_time,
                                 .address_space_bytes_max = order.limits.memory_bytes_max}));
    input.reading.close();
    output.writing.close();
    TRY(read_lines(output.reading.number(), deadline, order, stop, on_line));

    // It closed its output: it has ended, or is killed by leaving this function.
    const int status = child.wait_until(deadline);
    if (WIFSIGNALED(status)) {
        return gave_up(order,
                       say("arrêté par le signal {}", "ended by signal {}", WTERMSIG(status)));
    }
    if (WEXITSTATUS(status) != 0) {
        return gave_up(order, say("a renoncé (code {})", "gave up (code {})", WEXITSTATUS(status)));
    }
    return {};
}

}  // namespace primum::os
