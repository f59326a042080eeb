// Connections: those that are open, so that none is kept open for ever by sending a byte now and
// then. For this folder only. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>

namespace primum::web {

class Connections {
public:
    explicit Connections(std::chrono::seconds age_max);

    // `descriptor` is closed by its owner, after forget().
    void remember(int descriptor);
    void forget(int descriptor);

    // Nothing is ended while a page is made: that takes as long as it takes.
    void begin_answer(int descriptor);
    // True when the connection is old enough to be closed after this answer.
    bool end_answer(int descriptor);

private:
    using Clock = std::chrono::steady_clock;
    struct Connection {
        Clock::time_point since;
        bool is_answering = false;
    };

    void watch(const std::stop_token& stop);
    void end_the_old();

    const std::chrono::seconds age_max_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::map<int, Connection> open_;
    std::jthread watch_;  // Last: it uses the others.
};

}  // namespace primum::web
