#include "web/http/connections.h"

#include <sys/socket.h>

namespace primum::web {

Connections::Connections(std::chrono::seconds age_max)
    : age_max_(age_max), watch_([this](const std::stop_token& stop) { watch(stop); }) {}

void Connections::remember(int descriptor) {
    const std::scoped_lock lock(mutex_);
    open_[descriptor] = {.since = Clock::now()};
}

void Connections::forget(int descriptor) {
    const std::scoped_lock lock(mutex_);
    open_.erase(descriptor);
}

void Connections::begin_answer(int descriptor) {
    const std::scoped_lock lock(mutex_);
    const auto found = open_.find(descriptor);
    if (found != open_.end()) found->second.is_answering = true;
}

bool Connections::end_answer(int descriptor) {
    const std::scoped_lock lock(mutex_);
    const auto found = open_.find(descriptor);
    if (found == open_.end()) return true;
    found->second.is_answering = false;
    const auto age = Clock::now() - found->second.since;
    // An answer that took long gets its time to be read.
    if (age > age_max_) found->second.since = Clock::now() - age_max_ / 2;
    return age > age_max_ / 2;
}

void Connections::watch(const std::stop_token& stop) {
    constexpr std::chrono::milliseconds between_looks{500};
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        wake_.wait_for(lock, stop, between_looks, [] { return false; });
        end_the_old();
    }
}

// The descriptor is not closed here, only ended: its owner closes it and says so.
void Connections::end_the_old() {
    const auto now = Clock::now();
    for (auto& [descriptor, connection] : open_) {
        if (connection.is_answering || now - connection.since < age_max_) continue;
        ::shutdown(descriptor, SHUT_RDWR);
    }
}

}  // namespace primum::web
