#include "os/running_program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "os/system_error.h"

namespace primum::os {
namespace {

constexpr int ended_by_signal = 128;

// In the child, after fork: only calls that are safe there (signal-safety(7)).
[[noreturn]] void become(char* const* arguments, int errors) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    ::dup2(nowhere, STDIN_FILENO);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    ::close_range(3, ~0U, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
    ::execv(arguments[0], arguments);
    ::_exit(127);
}

// Gives whole lines of `text` to `hear`, and leaves what comes after the last.
void hear_lines(std::string& text, const std::function<void(std::string_view)>& hear) {
    std::size_t start = 0;
    for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', start)) {
        hear(std::string_view(text).substr(start, end - start));
        start = end + 1;
    }
    text.erase(0, start);
    if (text.size() > RunningProgram::line_bytes_max) text.clear();  // No line of ours is so long.
}

}  // namespace

Result<RunningProgram> RunningProgram::start(const std::vector<std::string>& argv) {
    CHECK(!argv.empty());
    if (::access(argv.front().c_str(), X_OK) != 0) {
        return Error{ErrorKind::not_found,
                     say("{} n'est pas installé", "{} is not installed", argv.front())};
    }
    const auto starting = say("lancer {}", "start {}", argv.front());
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return system_error(errno, starting);
    Descriptor reading(ends[0]);
    const Descriptor writing(ends[1]);
    std::vector<char*> arguments;
    arguments.reserve(argv.size() + 1);
    for (const auto& part : argv) arguments.push_back(const_cast<char*>(part.c_str()));
    arguments.push_back(nullptr);
    const pid_t process = ::fork();
    if (process < 0) return system_error(errno, starting);
    if (process == 0) become(arguments.data(), writing.number());
    return RunningProgram(process, std::move(reading));
}

RunningProgram::~RunningProgram() {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    wait();
}

int RunningProgram::listen(const std::function<void(std::string_view line)>& hear) {
    std::array<char, 4096> buffer{};
    std::string text;
    while (true) {
        const auto count = ::read(heard_.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        text.append(buffer.data(), static_cast<std::size_t>(count));
        hear_lines(text, hear);
    }
    if (!text.empty()) hear(text);
    return wait();
}

int RunningProgram::wait() {
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : ended_by_signal + WTERMSIG(status);
}

}  // namespace primum::os
