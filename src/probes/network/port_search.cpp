#include "probes/network/port_search.h"

#include <algorithm>
#include <thread>

#include "base/parallel.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t ports_at_once_max = 8;  // As the dialer's manners allow a sturdy device.
constexpr auto connect_timeout_min = 100ms;
constexpr auto connect_timeout_max = 500ms;
constexpr auto unmeasured_timeout = 250ms;
constexpr std::size_t silences_before_haste = 10;
constexpr auto hasty_timeout_min = 20ms;
constexpr std::size_t answers_to_measure = 2;
constexpr auto measured_timeout_min = 50ms;
constexpr std::size_t second_look_ports_max = 5;  // More silence than that is a firewall.
constexpr auto second_look_timeout = 300ms;
constexpr std::size_t silences_before_doubt = 10;
constexpr std::size_t mute_before_doubt = 2;
constexpr std::size_t mute_before_haste = 4;
constexpr std::size_t troubles_told_max = 5;
constexpr auto rest_between_knocks = 5ms;  // For imaging devices only.

std::chrono::milliseconds first_timeout(std::chrono::milliseconds round_trip) {
    if (round_trip == 0ms) return unmeasured_timeout;
    return std::clamp<std::chrono::milliseconds>(10 * round_trip, connect_timeout_min,
                                                 connect_timeout_max);
}

}  // namespace

PortSearch::PortSearch(net::Dialer& dialer, const SeenDevice& device,
                       std::span<const KnownPort> ports, std::chrono::milliseconds budget)
    : dialer_(dialer),
      device_(device),
      ports_(ports),
      end_(net::Deadline::in(budget)),
      first_timeout_(first_timeout(device.round_trip)) {}

void PortSearch::run() {
    knock_all(ports_);
    look_again();
    check_still_there();
    sum_up();
}

std::vector<OpenPort> PortSearch::take_open_ports() {
    const std::lock_guard lock(mutex_);
    std::ranges::sort(open_, {}, &OpenPort::endpoint);
    return std::move(open_);
}

void PortSearch::knock_all(std::span<const KnownPort> ports) {
    const bool is_sturdy = dialer_.is_sturdy(device_.address);
    parallel_for_each(ports, is_sturdy ? ports_at_once_max : 1,
                      [&](const KnownPort& known) { knock(known); });
}

void PortSearch::knock(const KnownPort& known) {
    if (is_over()) return;
    if (device_.kind == "imaging") std::this_thread::sleep_for(rest_between_knocks);
    const auto begun = std::chrono::steady_clock::now();
    auto stream = dialer_.connect({device_.address, known.port}, connect_timeout());
    // On a sturdy device this counts the wait for its turn too, which only makes it patient.
    const auto took =
        std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    if (!stream && stream.error().kind != ErrorKind::not_found) {
        note_failure(known, stream.error());
        return;
    }
    note_answer(known, took);
    if (!stream) return;  // It refused: nothing listens there.
    interview(known, std::move(*stream));
}

void PortSearch::interview(const KnownPort& known, std::unique_ptr<net::Stream> stream) {
    const Endpoint endpoint{device_.address, known.port};
    auto seen = PortInterview(dialer_, endpoint, known, patience()).run(std::move(stream));
    const std::lock_guard lock(mutex_);
    if (!seen) {  // Stopped: the port is open all the same.
        open_.push_back({.endpoint = endpoint});
        return;
    }
    auto& [port, mute, trouble] = *seen;
    if (mute) ++mute_;
    if (trouble) troubles_.push_back(std::move(*trouble));
    open_.push_back(std::move(port));
}

void PortSearch::note_answer(const KnownPort& known, std::chrono::milliseconds took) {
    const std::lock_guard lock(mutex_);
    slowest_answer_ = std::max(slowest_answer_, took);
    ++answers_;
    silences_since_answer_ = 0;
    last_answer_ = known;
}

void PortSearch::note_failure(const KnownPort& known, const Error& error) {
    const std::lock_guard lock(mutex_);
    if (error.kind == ErrorKind::stopped) {
        gave_up_ = true;
    } else if (error.kind != ErrorKind::unreachable) {
        gave_up_ = true;  // This computer cannot or may not ask: nor will it for the next port.
        unseen_.push_back(error.message);
    } else if (!looking_again_) {
        ++silences_since_answer_;
        silent_.push_back(known);
    }
}

// A few silent ports on a device that answers for others may be lost packets.
void PortSearch::look_again() {
    if (answers_ == 0 || silent_.empty() || silent_.size() > second_look_ports_max) return;
    looking_again_ = true;
    const auto silent = silent_;
    knock_all(silent);
}

// A firewall is silent from the start, and here and there; a device that fell over is silent from
// some port on, even where it answered before.
void PortSearch::check_still_there() {
    if (!last_answer_ || silences_since_answer_ < silences_before_doubt || is_over()) return;
    const auto again = dialer_.connect({device_.address, last_answer_->port}, connect_timeout_max);
    if (again || again.error().kind != ErrorKind::unreachable) return;
    const auto address = device_.address.to_string();
    unseen_.push_back(say("{} a cessé de répondre en route : {} port(s) n'ont pas pu être vus",
                          "{} stopped answering on the way: {} port(s) could not be seen", address,
                          silences_since_answer_));
}

void PortSearch::sum_up() {
    const auto address = device_.address.to_string();
    if (troubles_.size() > troubles_told_max) {
        const auto more = troubles_.size() - 1;
        unseen_.push_back(join(troubles_.front(), say("et {} autres ports de même",
                                                      "and {} other ports likewise", more)));
    } else {
        std::ranges::move(troubles_, std::back_inserter(unseen_));
    }
    if (not_reached_ > 0) {
        unseen_.push_back(say("{} répond trop lentement : {} port(s) n'ont pas été regardés",
                              "{} answers too slowly: {} port(s) were not looked at", address,
                              not_reached_));
    }
}

bool PortSearch::is_over() {
    const std::lock_guard lock(mutex_);
    if (gave_up_ || dialer_.stop().requested()) return true;
    if (!end_.passed()) return false;
    ++not_reached_;
    return true;
}

std::chrono::milliseconds PortSearch::connect_timeout() {
    const std::lock_guard lock(mutex_);
    if (looking_again_) return second_look_timeout;
    if (answers_ >= answers_to_measure) {
        return std::clamp<std::chrono::milliseconds>(10 * slowest_answer_, measured_timeout_min,
                                                     connect_timeout_max);
    }
    if (answers_ > 0 || silent_.size() < silences_before_haste) return first_timeout_;
    return std::max<std::chrono::milliseconds>(first_timeout_ / 5, hasty_timeout_min);
}

Patience PortSearch::patience() {
    const std::lock_guard lock(mutex_);
    if (mute_ < mute_before_doubt) return {.end = end_};
    if (mute_ < mute_before_haste) {
        return {.greeting = 400ms, .answer = 800ms, .handshake = 1000ms, .end = end_};
    }
    return {.stranger = 60ms, .greeting = 100ms, .answer = 200ms, .handshake = 250ms, .end = end_};
}

}  // namespace primum::probes
