// Who is there: ARP, the kernel's neighbour table, and knocking.
#include <algorithm>
#include <map>

#include "base/parallel.h"
#include "formats/arp.h"
#include "formats/netbios.h"
#include "net/datagram.h"
#include "probes/network/search.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr int arp_packets_per_millisecond = 2;
constexpr auto reading_interval = 150ms;
constexpr auto knock_timeout = 250ms;
constexpr std::size_t knock_threads_max = 32;

// ArpSweep: the questions on their way, and the answers that came.
class ArpSweep {
public:
    ArpSweep(const Search& search, net::ArpSocket socket, const formats::ArpPacket& question)
        : search_(search), socket_(std::move(socket)), question_(question) {
        answered_.insert(question.sender_address);  // To ask for oneself is to claim an address.
    }

    // Asks all addresses that have not answered yet.
    Result<> ask_round(const std::vector<IpAddress>& addresses) {
        int sent = 0;
        for (const auto& address : addresses) {
            if (answered_.contains(address)) continue;
            question_.target_address = address;
            asked_at_[address] = steady_clock::now();
            TRY(socket_.broadcast(address, formats::encode_arp(question_)));
            if (++sent % arp_packets_per_millisecond == 0) TRY(listen(net::Deadline::in(1ms)));
        }
        return {};
    }

    Result<> listen(net::Deadline until) {
        while (true) {
            const auto packet = TRY(socket_.receive(until));
            if (!packet) return {};
            const auto heard = formats::parse_arp(*packet);
            if (heard) note(*heard);
        }
    }

private:
    // Questions count as well as answers: whoever asks is there.
    void note(const formats::ArpPacket& heard) {
        const auto& address = heard.sender_address;
        if (address.is_unspecified() || heard.sender_mac == question_.sender_mac) return;
        const auto asked = asked_at_.find(address);
        const bool first = answered_.insert(address).second;
        search_.census.note(address, Sign::arp, [&](Presence& presence) {
            presence.mac = formats::to_text(heard.sender_mac);
            if (!first || asked == asked_at_.end()) return;
            presence.round_trip =
                std::chrono::ceil<std::chrono::milliseconds>(steady_clock::now() - asked->second);
        });
    }

    const Search& search_;
    net::ArpSocket socket_;
    formats::ArpPacket question_;
    std::map<IpAddress, steady_clock::time_point> asked_at_;
    std::set<IpAddress> answered_;
};

void knock_at(const Search& search, const IpAddress& address) {
    auto& dialer = search.context.dialer;
    for (const auto port : search.world.knock_ports) {
        if (dialer.stop().requested()) return;
        const auto before = steady_clock::now();
        const auto stream = dialer.connect({address, port}, knock_timeout);
        if (!stream && stream.error().kind != ErrorKind::not_found) continue;
        search.census.note(address, Sign::tcp, [&](Presence& presence) {
            presence.round_trip =
                std::chrono::ceil<std::chrono::milliseconds>(steady_clock::now() - before);
        });
        return;
    }
}

}  // namespace

Timetable timetable_with_arp(std::size_t addresses) {
    // A round lasts as long as its questions take, and a moment for the last answers.
    const auto round = std::max(250ms, 110ms + std::chrono::milliseconds(addresses * 11 / 20));
    return {round, rounds * round + 80ms};
}

Timetable timetable_without_arp(std::size_t addresses) {
    const std::chrono::milliseconds sending(addresses);
    return {std::max(800ms, sending), 2400ms + sending};
}

Timetable timetable_of_knocking() { return {100ms, 400ms}; }

std::optional<IpAddress> Search::own_address() const {
    for (const auto& own : context.interface.addresses) {
        if (own.address.is_v4() && own.contains(context.cidr)) return own.address;
    }
    return std::nullopt;
}

net::Deadline Search::at(std::chrono::milliseconds after_start) const {
    return net::Deadline::in(
        std::chrono::ceil<std::chrono::milliseconds>(start + after_start - steady_clock::now()));
}

Result<> sweep_by_arp(const Search& search, net::ArpSocket socket) {
    const auto own = search.own_address();
    const auto mac = formats::parse_mac(search.context.interface.mac);
    if (!own || !mac) {
        return Error{ErrorKind::usage,
                     say("{} n'a pas d'adresse sur ce réseau", "{} has no address on this network",
                         search.context.interface.name)};
    }
    ArpSweep sweep(search, std::move(socket),
                   {.sender_mac = *mac, .sender_address = *own, .target_mac = {}});
    const auto addresses = device_addresses(search.context.cidr);
    for (int round = 0; round < rounds; ++round) {
        TRY(sweep.ask_round(addresses));
        TRY(sweep.listen(search.at((round + 1) * search.timetable.round)));
    }
    return sweep.listen(search.end());
}

Result<> read_neighbours(const Search& search) {
    for (const auto& neighbour : TRY(os::neighbours())) {
        if (neighbour.interface_index != search.context.interface.index) continue;
        search.census.note(neighbour.address, Sign::neighbour, [&](Presence& presence) {
            if (presence.mac.empty()) presence.mac = neighbour.mac;
        });
    }
    return {};
}

Result<> sweep_by_kernel(const Search& search) {
    std::vector<Endpoint> everybody;
    for (const auto& address : device_addresses(search.context.cidr)) {
        everybody.push_back({address, search.world.netbios_port});
    }
    while (!search.end().passed()) {
        // The answers are gathered together with the devices' names (ask_names).
        const auto until = search.end().or_in(reading_interval);
        TRY(net::ask_each(search.context.dialer, std::exchange(everybody, {}),
                          formats::encode_netbios_status_query(0), until));
        TRY(read_neighbours(search));
        if (search.context.dialer.stop().requested_within(until.remaining())) {
            return os::Stop::error();
        }
    }
    return {};
}

Result<> knock(const Search& search) {
    auto addresses = device_addresses(search.context.cidr);
    parallel_for_each(addresses, knock_threads_max,
                      [&](const IpAddress& address) { knock_at(search, address); });
    if (search.context.dialer.stop().requested()) return os::Stop::error();
    return {};
}

std::vector<Error> run_side_by_side(std::vector<Task> tasks) {
    std::mutex mutex;
    std::vector<Error> errors;
    parallel_for_each(tasks, tasks.size(), [&](const Task& task) {
        auto outcome = task();
        if (outcome) return;
        const std::lock_guard lock(mutex);
        errors.push_back(std::move(outcome).error());
    });
    return errors;
}

}  // namespace primum::probes
