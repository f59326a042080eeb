// Stop: the person's wish to stop, which wakes everything that waits.
//
// Whoever waits for the network polls descriptor() beside its socket, so that Ctrl-C is obeyed at
// once and not at the next deadline. Thread-safe; request() may be called from a signal handler.
#pragma once

#include <atomic>
#include <chrono>

#include "base/result.h"
#include "os/descriptor.h"

namespace primum::os {

class Stop {
public:
    Stop();

    void request();
    bool requested() const { return requested_.load(std::memory_order_relaxed); }
    // Waits so long, or until requested; says whether it was requested.
    bool requested_within(std::chrono::milliseconds duration) const;
    int descriptor() const { return event_.number(); }  // Readable for ever once requested.

    static Error error();  // ErrorKind::stopped

private:
    Descriptor event_;
    std::atomic<bool> requested_{false};  // The same for who only asks: no call of the kernel.
    static_assert(std::atomic<bool>::is_always_lock_free);  // Set in a signal handler.
};

}  // namespace primum::os
