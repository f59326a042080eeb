#include "os/worker.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/check.h"
#include "os/descriptor.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

constexpr std::size_t input_bytes_max = 64UL * 1024;  // What a pipe holds, pipe(7).
// A worker has no file to write, but its libraries may want settings in a file of memory.
constexpr std::uint64_t memory_file_bytes_max = 64ULL * 1024;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitizers_reserve_address_space = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool sanitizers_reserve_address_space = true;
#else
constexpr bool sanitizers_reserve_address_space = false;
#endif
#else
constexpr bool sanitizers_reserve_address_space = false;
#endif

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

// A child process, killed and reaped with this object.
class Child {
public:
    explicit Child(pid_t process) : process_(process) {}
    Child(Child&& other) noexcept : process_(std::exchange(other.process_, -1)) {}
    Child& operator=(Child&&) = delete;
    ~Child() {
        if (process_ <= 0) return;
        ::kill(process_, SIGKILL);
        wait();
    }

    // Its status as of waitpid(2); it is killed if it has not ended by `deadline`.
    int wait_until(std::chrono::steady_clock::time_point deadline) {
        int status = 0;
        while (std::chrono::steady_clock::now() < deadline) {
            if (::waitpid(process_, &status, WNOHANG) == process_) {
                process_ = -1;
                return status;
            }
            ::poll(nullptr, 0, 1);
        }
        ::kill(process_, SIGKILL);
        return wait();
    }

private:
    int wait() {
        int status = 0;
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        process_ = -1;
        return status;
    }

    pid_t process_;
};

void limit(__rlimit_resource resource, std::uint64_t most) {
    const rlimit value{most, most};
    ::setrlimit(resource, &value);
}

// In the child, after fork: only calls that are safe there (signal-safety(7)).
[[noreturn]] void become(const char* program, int input, int output, const WorkerLimits& limits) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // It does not outlive us.
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(input, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::close_range(3, ~0U, 0);
    if (!sanitizers_reserve_address_space) limit(RLIMIT_AS, limits.memory_bytes_max);
    limit(RLIMIT_CPU, static_cast<std::uint64_t>(limits.processor_time.count()));
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, memory_file_bytes_max);
    limit(RLIMIT_NOFILE, 64);
    sigset_t none;
    ::sigemptyset(&none);
    ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
    std::array<char*, 2> arguments{const_cast<char*>(program), nullptr};
    std::array<char*, 1> environment{nullptr};
    ::execve(program, arguments.data(), environment.data());
    ::_exit(127);
}

Result<Child> start(const WorkerOrder& order, const Pipe& input, const Pipe& output) {
    const std::string program = order.program.string();
    if (::access(program.c_str(), X_OK) != 0) {
        return Error{ErrorKind::not_found,
                     say("{} n'est pas installé", "{} is not installed", program)};
    }
    const pid_t process = ::fork();
    if (process < 0) return system_error(errno, starting(order));
    if (process == 0) {
        become(program.c_str(), input.reading.number(), output.writing.number(), order.limits);
    }
    return Child(process);
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

    auto child = TRY(start(order, input, output));
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
