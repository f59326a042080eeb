#include "net/wait.h"

#include <poll.h>

#include <array>
#include <cerrno>

#include "os/system_error.h"

namespace primum::net {

Result<> wait_for(int descriptor, short events, Deadline deadline, const os::Stop& stop) {
    while (true) {
        std::array<pollfd, 2> waiting{{{stop.descriptor(), POLLIN, 0}, {descriptor, events, 0}}};
        const auto timeout = static_cast<int>(deadline.remaining().count());
        const int ready = ::poll(waiting.data(), waiting.size(), timeout);
        if (ready < 0 && errno == EINTR) continue;
        if (ready < 0)
            return os::system_error(errno, {"attendre le réseau", "wait for the network"});
        if (waiting[0].revents != 0) return os::Stop::error();
        if (waiting[1].revents != 0) return {};
        if (deadline.passed()) {
            return Error{ErrorKind::unreachable, {"aucune réponse à temps", "no answer in time"}};
        }
    }
}

}  // namespace primum::net
