#include "fixes/wake.h"

#include <signal.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <filesystem>

#include "os/command.h"
#include "os/processes.h"
#include "os/system_error.h"

namespace primum::fixes {
namespace {

const std::string& process_of(const Wake& wake) {
    return wake.process.empty() ? wake.service : wake.process;
}

// How the service is restarted here; empty when only a signal is left.
std::vector<std::string> restart_command(const Wake& wake) {
    if (!wake.command.empty()) return wake.command;
    if (systemd_runs()) return {"systemctl", "restart", wake.service};
    const auto script = "/etc/init.d/" + wake.service;
    if (::access(script.c_str(), X_OK) == 0) return {script, "restart"};
    return {};
}

Error restart_it_yourself(const Wake& wake) {
    return {
        ErrorKind::not_found,
        say("redémarrez vous-même le service {} (ou l'ordinateur) : Primum n'en a pas trouvé le "
            "moyen ici",
            "restart the service {} (or the computer) yourself: Primum found no way to do it here",
            wake.service)};
}

Result<> signal_to(const Wake& wake) {
    const auto running = os::processes_named(process_of(wake));
    if (running.empty() || wake.signal == 0) return restart_it_yourself(wake);
    for (const auto& process : running) {
        if (::kill(process.id, wake.signal) != 0 && errno != ESRCH) {
            return os::system_error(errno, say("prévenir {}", "tell {}", process_of(wake)));
        }
    }
    return {};
}

}  // namespace

bool systemd_runs() {
    std::error_code failure;
    return std::filesystem::is_directory("/run/systemd/system", failure);  // sd_booted(3)
}

bool is_running(const Wake& wake) {
    return !wake.command.empty() || !os::processes_named(process_of(wake)).empty();
}

std::string describe(const Wake& wake) {
    if (!is_running(wake)) return {};
    const auto command = restart_command(wake);
    if (!command.empty()) return os::as_typed(command);
    const auto running = os::processes_named(process_of(wake));
    if (wake.signal == 0 || running.empty()) return {};
    return fmt::format("kill -{} {}", ::sigabbrev_np(wake.signal), running.front().id);
}

Result<> carry_out(const Wake& wake) {
    if (!wake.ran) return {};
    const auto command = restart_command(wake);
    if (command.empty()) return signal_to(wake);
    TRY(os::run_command_well({.argv = command}));
    return {};
}

Json as_json(const Wake& wake) {
    return {{"service", as_json_text(wake.service)},
            {"process", as_json_text(wake.process)},
            {"signal", wake.signal},
            {"command", as_json_words(wake.command)},
            {"ran", wake.ran}};
}

Result<Wake> wake_from(const Json& kept) {
    Wake wake{.service = TRY(from_json_text(TRY(kept_text(kept, "service")))),
              .process = TRY(from_json_text(TRY(kept_text(kept, "process")))),
              .command = TRY(kept_words(kept, "command"))};
    const bool is_whole = kept.contains("signal") && kept["signal"].is_number_integer() &&
                          (!kept.contains("ran") || kept["ran"].is_boolean());
    if (!is_whole) {
        return Error{
            ErrorKind::corrupt,
            {"le journal ne dit pas quel service", "the journal does not say which service"}};
    }
    wake.signal = kept["signal"].get<int>();
    // Journals of earlier versions do not say; they woke whoever ran.
    wake.ran = kept.contains("ran") ? kept["ran"].get<bool>() : is_running(wake);
    return wake;
}

}  // namespace primum::fixes
