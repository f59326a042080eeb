#include "cli/serve_audit.h"

#include <signal.h>

#include "base/text.h"
#include "cli/exit_code.h"
#include "os/running_program.h"

namespace primum::cli {
namespace {

constexpr std::string_view own_name = "primum : ";  // Before a message of the program.

Error ended_badly(int status, const std::string& last_line) {
    const bool has_words = last_line.starts_with(own_name);
    const auto words = has_words ? last_line.substr(own_name.size()) : std::to_string(status);
    return {ErrorKind::io,
            say("L'audit n'a pas pu se faire : {}", "The audit could not be made: {}", words)};
}

}  // namespace

BackgroundAudit::~BackgroundAudit() {
    const auto stopped = stop();  // Nothing to stop is as good.
    if (thread_.joinable()) thread_.join();
}

Result<> BackgroundAudit::start(std::vector<std::string> argv, std::function<void()> ended) {
    const std::scoped_lock lock(mutex_);
    if (state_.running) {
        return Error{ErrorKind::usage,
                     {"Un audit est déjà en cours.", "An audit is already running."}};
    }
    if (thread_.joinable()) thread_.join();  // It has ended: it said so.
    state_ = {.running = true, .started_at = now()};
    state_.doing = {"préparation", "getting ready"};
    last_line_.clear();
    thread_ = std::jthread(
        [this, argv = std::move(argv), ended = std::move(ended)] { run(argv, ended); });
    return {};
}

void BackgroundAudit::run(const std::vector<std::string>& argv,
                          const std::function<void()>& ended) {
    auto program = os::RunningProgram::start(argv);
    int status = static_cast<int>(ExitCode::incomplete);
    if (program) {
        {
            const std::scoped_lock lock(mutex_);
            process_ = program->process();
            if (state_.stopping) ::kill(process_, SIGINT);
        }
        status = program->listen([this](std::string_view line) { hear(line); });
        // It was waited for: its number may be another program's by now, and stop() must not
        // signal that one.
        const std::scoped_lock lock(mutex_);
        process_ = -1;
    }
    ended();
    const std::scoped_lock lock(mutex_);
    state_.running = false;
    state_.ended_at = now();
    if (!program) {
        state_.failure = program.error();
    } else if (status == static_cast<int>(ExitCode::usage) || status > 3) {
        state_.failure = ended_badly(status, last_line_);
    }
}

void BackgroundAudit::hear(std::string_view line) {
    const std::scoped_lock lock(mutex_);
    last_line_ = printable(line);
    state_.doing = {last_line_, last_line_};
    ++state_.steps;
}

Result<> BackgroundAudit::stop() {
    const std::scoped_lock lock(mutex_);
    if (!state_.running) {
        return Error{ErrorKind::usage, {"Aucun audit n'est en cours.", "No audit is running."}};
    }
    state_.stopping = true;
    if (process_ > 0) ::kill(process_, SIGINT);
    return {};
}

web::AuditState BackgroundAudit::state() const {
    const std::scoped_lock lock(mutex_);
    return state_;
}

}  // namespace primum::cli
