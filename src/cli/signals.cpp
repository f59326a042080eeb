#include "cli/signals.h"

#include <signal.h>

namespace primum::cli {
namespace {

os::Stop* stop_of_signals = nullptr;

void on_signal(int /*number*/) { stop_of_signals->request(); }

}  // namespace

void obey_signals(os::Stop& stop) {
    stop_of_signals = &stop;
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

}  // namespace primum::cli
