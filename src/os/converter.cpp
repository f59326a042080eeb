#include "os/converter.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "os/descriptor.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

using Clock = std::chrono::steady_clock;

Sentence starting(const Conversion& conversion) {
    return say("lancer {}", "start {}", conversion.program.filename().string());
}

Error gave_up(const Conversion& conversion, const Sentence& why) {
    return {ErrorKind::malformed,
            join({conversion.program.filename().string(), conversion.program.filename().string()},
                 why)};
}

// The input as a file of memory: the program reads it at its own pace, and nobody waits in a pipe.
Result<Descriptor> file_of(std::string_view input, const Sentence& what) {
    Descriptor file(::memfd_create("input", MFD_CLOEXEC));
    if (!file.is_open()) return system_error(errno, what);
    while (!input.empty()) {
        const auto written = ::write(file.number(), input.data(), input.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return system_error(errno, what);
        input.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::lseek(file.number(), 0, SEEK_SET) != 0) return system_error(errno, what);
    return file;
}

// Pointers into `strings`, ended by a null pointer, as execve(2) wants them.
std::vector<char*> pointers_to(std::vector<std::string>& strings) {
    std::vector<char*> pointers;
    pointers.reserve(strings.size() + 1);
    for (auto& each : strings) pointers.push_back(each.data());
    pointers.push_back(nullptr);
    return pointers;
}

Result<pid_t> start(const Conversion& conversion, int input, int output) {
    std::vector<std::string> words{conversion.program.string()};
    words.insert(words.end(), conversion.arguments.begin(), conversion.arguments.end());
    auto environment = conversion.environment;
    const auto arguments = pointers_to(words);
    const auto variables = pointers_to(environment);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    pid_t process = 0;
    const int failure = ::posix_spawn(&process, words.front().c_str(), &actions, nullptr,
                                      arguments.data(), variables.data());
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) return system_error(failure, starting(conversion));
    return process;
}

// All that comes until the program closes its output.
Result<std::string> read_all(int output, const Conversion& conversion, Clock::time_point deadline) {
    std::string read;
    std::array<char, 64UL * 1024> buffer{};
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        pollfd waited{output, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&waited, 1, static_cast<int>(left.count())) == 0) {
            return Error{
                ErrorKind::unreachable,
                say("{} n'a pas fini en {} secondes", "{} did not end within {} seconds",
                    conversion.program.filename().string(), conversion.time_max.count() / 1000)};
        }
        const auto count = ::read(output, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_error(errno, starting(conversion));
        if (count == 0) return read;
        read.append(buffer.data(), static_cast<std::size_t>(count));
        if (read.size() > conversion.output_bytes_max) {
            return gave_up(conversion, {"sa réponse n'en finit pas", "its answer does not end"});
        }
    }
}

int reap(pid_t process) {
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

}  // namespace

Result<std::string> convert(const Conversion& conversion, std::string_view input) {
    const auto deadline = Clock::now() + conversion.time_max;
    if (::access(conversion.program.c_str(), X_OK) != 0) {
        return Error{ErrorKind::not_found, say("{} n'est pas installé", "{} is not installed",
                                               conversion.program.string())};
    }
    const auto file = TRY(file_of(input, starting(conversion)));
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return system_error(errno, starting(conversion));
    const Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);

    const auto process = TRY(start(conversion, file.number(), writing.number()));
    writing.close();
    auto output = read_all(reading.number(), conversion, deadline);
    if (!output) ::kill(process, SIGKILL);
    const int status = reap(process);
    if (output && (!WIFEXITED(status) || WEXITSTATUS(status) != 0)) {
        return gave_up(conversion, {"a renoncé", "gave up"});
    }
    return output;
}

}  // namespace primum::os
