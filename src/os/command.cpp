#include "os/command.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/check.h"
#include "base/text.h"
#include "os/descriptor.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

constexpr std::size_t input_bytes_max = 64UL * 1024;  // What a pipe holds, pipe(7).
constexpr std::array folders{"/usr/sbin", "/usr/bin", "/sbin", "/bin"};
constexpr int ended_by_signal = 128;

struct Pipe {
    Descriptor reading;
    Descriptor writing;
};

Sentence running(const Command& command) {
    return say("lancer {}", "run {}", command.argv.front());
}

Result<Pipe> make_pipe(const Command& command) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return system_error(errno, running(command));
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

struct Pipes {
    Pipe input;
    Pipe output;
    Pipe errors;
};

// In the child, after fork: only calls that are safe there (signal-safety(7)).
[[noreturn]] void become(const char* program, char* const* arguments, char* const* environment,
                         const Pipes& pipes, int inherited) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // It does not go on behind our back, should we be killed.
    ::dup2(pipes.input.reading.number(), STDIN_FILENO);
    ::dup2(pipes.output.writing.number(), STDOUT_FILENO);
    ::dup2(pipes.errors.writing.number(), STDERR_FILENO);
    constexpr int first_free = 3;
    if (inherited >= 0) {
        ::dup2(inherited, first_free);
        ::fcntl(first_free, F_SETFD, 0);  // Where it had that number already, nothing was copied.
    }
    ::close_range(inherited >= 0 ? first_free + 1 : first_free, ~0U, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
    if (::chdir("/") != 0) ::_exit(126);
    ::execve(program, arguments, environment);
    ::_exit(127);
}

// What has come through `from`; false at its end. What passes the limit is read and thrown away.
bool take(int from, std::string& into) {
    std::array<char, 65536> buffer{};
    const auto count = ::read(from, buffer.data(), buffer.size());
    if (count < 0) return errno == EINTR || errno == EAGAIN;
    const auto room = command_output_bytes_max - std::min(command_output_bytes_max, into.size());
    into.append(buffer.data(), std::min(room, static_cast<std::size_t>(count)));
    return count > 0;
}

// Listens until the command has ended; false when its time is over. What it leaves running behind
// it (a daemon) may keep its outputs open for ever: they are not waited for.
bool listen(pid_t process, Pipes& pipes, CommandAnswer& answer,
            std::chrono::steady_clock::time_point deadline) {
    const Descriptor ended(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
    std::array<pollfd, 3> ears{pollfd{pipes.output.reading.number(), POLLIN, 0},
                               pollfd{pipes.errors.reading.number(), POLLIN, 0},
                               pollfd{ended.number(), POLLIN, 0}};
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        const auto heard = ::poll(ears.data(), ears.size(), static_cast<int>(left.count()));
        if (heard < 0) continue;
        if (ears[0].revents != 0 && !take(ears[0].fd, answer.output)) ears[0].fd = -1;
        if (ears[1].revents != 0 && !take(ears[1].fd, answer.errors)) ears[1].fd = -1;
        const bool silent = ears[0].revents == 0 && ears[1].revents == 0;
        if (ears[2].revents != 0 && silent) return true;
    }
}

// As execve(2) wants them. The texts must outlive what is returned.
std::vector<char*> c_strings(const std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (const auto& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environment_of(const Command& command) {
    std::vector<std::string> variables{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8",
                                       "HOME=/"};
    variables.insert(variables.end(), command.environment.begin(), command.environment.end());
    return variables;
}

int wait_for(pid_t process) {
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : ended_by_signal + WTERMSIG(status);
}

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_./:=+@,%").find(c) != std::string_view::npos;
}

std::string last_line(std::string_view text) {
    text = trim(text);
    return printable(text.substr(text.rfind('\n') + 1));
}

}  // namespace

std::optional<std::string> find_program(std::string_view name) {
    if (name.find('/') != std::string_view::npos) {
        if (::access(std::string(name).c_str(), X_OK) == 0) return std::string(name);
        return std::nullopt;
    }
    for (const auto* folder : folders) {
        auto path = fmt::format("{}/{}", folder, name);
        if (::access(path.c_str(), X_OK) == 0) return path;
    }
    return std::nullopt;
}

Result<CommandAnswer> run_command(const Command& command) {
    CHECK(!command.argv.empty() && command.input.size() <= input_bytes_max);
    const auto program = find_program(command.argv.front());
    if (!program) {
        return Error{ErrorKind::not_found,
                     say("{} n'est pas installé", "{} is not installed", command.argv.front())};
    }
    Pipes pipes{TRY(make_pipe(command)), TRY(make_pipe(command)), TRY(make_pipe(command))};
    const auto arguments = c_strings(command.argv);
    const auto environment = environment_of(command);
    const auto variables = c_strings(environment);

    const pid_t process = ::fork();
    if (process < 0) return system_error(errno, running(command));
    if (process == 0) {
        become(program->c_str(), arguments.data(), variables.data(), pipes, command.inherited);
    }
    pipes.input.reading.close();
    pipes.output.writing.close();
    pipes.errors.writing.close();
    // It fits the pipe, so this cannot wait; a command that does not read its input is no harm.
    struct sigaction ignore {};
    struct sigaction former {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignore, &former);
    const auto given =
        ::write(pipes.input.writing.number(), command.input.data(), command.input.size());
    ::sigaction(SIGPIPE, &former, nullptr);
    pipes.input.writing.close();

    CommandAnswer answer;
    const bool in_time =
        listen(process, pipes, answer, std::chrono::steady_clock::now() + command.time);
    if (!in_time || (given < 0 && errno != EPIPE)) ::kill(process, SIGKILL);
    answer.status = wait_for(process);
    if (!in_time) {
        return Error{ErrorKind::unreachable,
                     say("{} n'a pas fini à temps", "{} did not end in time", command.argv[0])};
    }
    return answer;
}

Result<CommandAnswer> run_command_well(const Command& command) {
    auto answer = TRY(run_command(command));
    if (answer.status == 0) return answer;
    const auto words = last_line(answer.errors.empty() ? answer.output : answer.errors);
    return Error{ErrorKind::io, say("« {} » a répondu par une erreur ({}) {}",
                                    "\"{}\" answered with an error ({}) {}", as_typed(command.argv),
                                    answer.status, words)};
}

std::string as_typed(const std::vector<std::string>& argv) {
    std::string text;
    for (const auto& part : argv) {
        if (!text.empty()) text += ' ';
        if (!part.empty() && std::ranges::all_of(part, is_plain)) {
            text += part;
            continue;
        }
        text += '\'';
        for (const char c : part) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
        text += '\'';
    }
    return text;
}

}  // namespace primum::os
