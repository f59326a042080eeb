#include "os/stop.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>

namespace primum::os {

Stop::Stop() : event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { CHECK(event_.is_open()); }

void Stop::request() {
    requested_.store(true, std::memory_order_relaxed);
    const std::uint64_t one = 1;
    // Full means already requested: nothing is lost.
    [[maybe_unused]] const auto written = ::write(event_.number(), &one, sizeof one);
}

bool Stop::requested_within(std::chrono::milliseconds duration) const {
    pollfd waiting{event_.number(), POLLIN, 0};
    return ::poll(&waiting, 1, static_cast<int>(duration.count())) > 0;
}

Error Stop::error() {
    return {ErrorKind::stopped, {"arrêté à votre demande", "stopped at your request"}};
}

}  // namespace primum::os
