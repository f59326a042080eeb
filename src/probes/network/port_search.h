// PortSearch: knocks at the ports of one device, and asks those that open what speaks there.
//
// A sturdy device is knocked at on several ports at once, any other on one after the other. What
// keeps it short: a device that never answered is waited for less and less, and so is one that
// takes every connection and says nothing.
#pragma once

#include <atomic>
#include <mutex>
#include <span>
#include <vector>

#include "probes/network/port_interview.h"

namespace primum::probes {

class PortSearch {
public:
    // All arguments are borrowed and must outlive the search.
    PortSearch(net::Dialer& dialer, const SeenDevice& device, std::span<const KnownPort> ports,
               std::chrono::milliseconds budget);

    void run();

    // After run(): the open ports in their order, and what could not be seen.
    std::vector<OpenPort> take_open_ports();
    const std::vector<Sentence>& unseen() const { return unseen_; }

private:
    void knock_all(std::span<const KnownPort> ports);
    void knock(const KnownPort& known);
    void interview(const KnownPort& known, std::unique_ptr<net::Stream> stream);
    void note_answer(const KnownPort& known, std::chrono::milliseconds took);
    void note_failure(const KnownPort& known, const Error& error);
    void look_again();
    void check_still_there();
    void sum_up();

    bool is_over();
    std::chrono::milliseconds connect_timeout();
    Patience patience();

    net::Dialer& dialer_;
    const SeenDevice& device_;
    const std::span<const KnownPort> ports_;
    const net::Deadline end_;
    const std::chrono::milliseconds first_timeout_;

    std::mutex mutex_;  // Guards what follows.
    std::vector<OpenPort> open_;
    std::vector<KnownPort> silent_;
    std::vector<Sentence> unseen_;
    std::vector<Sentence> troubles_;  // Of single ports.
    std::optional<KnownPort> last_answer_;
    std::size_t answers_ = 0;
    std::chrono::milliseconds slowest_answer_{0};
    std::size_t silences_since_answer_ = 0;
    std::size_t mute_ = 0;
    std::size_t not_reached_ = 0;  // Ports that the budget left no time for.
    bool gave_up_ = false;
    bool looking_again_ = false;
};

}  // namespace primum::probes
