// The ways to find out who is on a network and what each calls itself: ARP, mDNS, SSDP, NetBIOS,
// reverse DNS, and a knock on the door where nothing else can be asked.
//
// Each function looks in one way until the search ends, and notes what it hears in the census.
// They run side by side. An error means that this way could not be looked in; silence is none.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "net/arp_socket.h"
#include "probes/network/census.h"
#include "probes/network/neighbourhood.h"

namespace primum::probes {

// Where to find things; a test moves them to where it needs no privilege.
struct SearchWorld {
    std::filesystem::path ieee_list = "/usr/share/ieee-data";
    std::uint16_t netbios_port = 137;
    std::uint16_t resolver_port = 53;
    std::vector<std::uint16_t> knock_ports{80, 443, 445, 22};
};

// When things happen, counted from the start.
struct Timetable {
    std::chrono::milliseconds round;  // Between one round of questions and the next.
    std::chrono::milliseconds end;
};
constexpr int rounds = 3;

// With ARP, every address is asked in each round until it has answered. Without the right to, the
// kernel asks in our stead, and takes its time: a second between its three questions.
Timetable timetable_with_arp(std::size_t addresses);
Timetable timetable_without_arp(std::size_t addresses);
Timetable timetable_of_knocking();

// All members are borrowed.
struct Search {
    const NetworkContext& context;
    const SearchWorld& world;
    Census& census;
    Timetable timetable;
    std::chrono::steady_clock::time_point start;

    // This computer's own address on the network; nothing when it has none there.
    std::optional<IpAddress> own_address() const;
    net::Deadline at(std::chrono::milliseconds after_start) const;
    net::Deadline end() const { return at(timetable.end); }
};

// Asks every address who it is, in rounds (RFC 826).
Result<> sweep_by_arp(const Search& search, net::ArpSocket socket);

// Notes what the kernel's own neighbour table says now.
Result<> read_neighbours(const Search& search);

// Sends one NetBIOS question to every address, so that the kernel looks for it by ARP, and reads
// the neighbour table until the end.
Result<> sweep_by_kernel(const Search& search);

// Connects to a few usual ports of every address, one after the other, and hangs up: an address
// that accepts or refuses is there.
Result<> knock(const Search& search);

// Asks by multicast which services are offered and under which name (RFC 6762, RFC 6763).
Result<> ask_mdns(const Search& search);

// Searches for UPnP devices by multicast (UPnP Device Architecture 2.0, 1.3).
Result<> ask_ssdp(const Search& search);

// Waits until `after_start`, then asks each newly seen device for its NetBIOS names, and the
// network's own router for the name that it knows each by.
Result<> ask_names(const Search& search, std::chrono::milliseconds after_start);

using Task = std::function<Result<>()>;

// Runs all tasks at once, one thread each, and gives the errors of those that failed.
std::vector<Error> run_side_by_side(std::vector<Task> tasks);

}  // namespace primum::probes
