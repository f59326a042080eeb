#include "os/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/text.h"
#include "os/file.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

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

void limit(__rlimit_resource resource, std::uint64_t most) {
    if (most == 0) return;
    const rlimit value{most, most};
    ::setrlimit(resource, &value);
}

// In the child, after fork: only calls that are safe there (signal-safety(7)).
[[noreturn]] void become(const char* program, const ChildStreams& streams,
                         const ChildLimits& limits) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(streams.input, STDIN_FILENO);
    ::dup2(streams.output >= 0 ? streams.output : nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::close_range(3, ~0U, 0);
    if (!sanitizers_reserve_address_space) {
        limit(RLIMIT_AS, limits.address_space_bytes_max);
        limit(RLIMIT_DATA, limits.data_bytes_max);
    }
    limit(RLIMIT_CPU, static_cast<std::uint64_t>(limits.processor_time.count()));
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
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

}  // namespace

Result<ChildProcess> ChildProcess::start(const std::filesystem::path& program,
                                         const ChildStreams& streams, const ChildLimits& limits) {
    const std::string path = program.string();
    if (::access(path.c_str(), X_OK) != 0) {
        return Error{ErrorKind::not_found,
                     say("{} n'est pas installé", "{} is not installed", path)};
    }
    const pid_t process = ::fork();
    if (process < 0) {
        return system_error(errno, say("lancer {}", "start {}", program.filename().string()));
    }
    if (process == 0) become(path.c_str(), streams, limits);
    return ChildProcess(process);
}

ChildProcess::~ChildProcess() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    wait();
}

int ChildProcess::wait_until(std::chrono::steady_clock::time_point deadline) {
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

int ChildProcess::wait() {
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return status;
}

std::chrono::milliseconds ChildProcess::processor_time() const {
    clockid_t clock{};
    timespec time{};
    if (::clock_getcpuclockid(process_, &clock) != 0 || ::clock_gettime(clock, &time) != 0) {
        return {};
    }
    return std::chrono::seconds(time.tv_sec) +
           std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::nanoseconds(time.tv_nsec));
}

std::uint64_t ChildProcess::resident_bytes() const {
    const auto text = read_text("/proc/" + std::to_string(process_) + "/statm", 4096);
    if (!text) return 0;
    const auto numbers = split(*text, ' ');
    if (numbers.size() < 2) return 0;
    return parse_number(numbers[1]).value_or(0) *
           static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace primum::os
