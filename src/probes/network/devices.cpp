#include "probes/network/devices.h"

#include <algorithm>

#include "base/text.h"
#include "os/file.h"
#include "probes/network/vendors.h"

namespace primum::probes {
namespace {

// More addresses than this behind one hardware address are no devices: a router answers for all.
constexpr std::size_t addresses_per_mac_max = 16;
constexpr std::size_t name_length_max = 120;
constexpr std::size_t host_name_bytes_max = 4096;

facts::Text known(const std::string& text) {
    return text.empty() ? facts::Text{} : facts::Text{text};
}

std::string signs_of(const Presence& presence) {
    std::string text;
    for (const auto sign : presence.signs) {
        if (!text.empty()) text += ',';
        text += name_of(sign);
    }
    return text;
}

// Leaves out the addresses that only one hardware address answers for, where it does for many.
void drop_proxied(std::vector<Presence>& presences, facts::Sink& sink) {
    std::map<std::string, std::size_t> silent;
    const auto says_nothing = [](const Presence& presence) {
        return !presence.mac.empty() && std::ranges::all_of(presence.signs, [](Sign sign) {
            return sign == Sign::arp || sign == Sign::neighbour;
        });
    };
    for (const auto& presence : presences) {
        if (says_nothing(presence)) ++silent[presence.mac];
    }
    std::erase_if(silent, [](const auto& entry) { return entry.second <= addresses_per_mac_max; });
    for (const auto& [mac, count] : silent) {
        sink.could_not_see(
            say("l'appareil {0} répond pour {1} adresses à la fois : qui se trouve "
                "derrière lui ne se voit pas d'ici",
                "device {0} answers for {1} addresses at once: who is behind it "
                "cannot be seen from here",
                mac, count));
    }
    std::erase_if(presences, [&](const Presence& presence) {
        return says_nothing(presence) && silent.contains(presence.mac);
    });
}

Sentence lost_without_raw_socket() {
    return {
        "sans le droit d'ouvrir une socket brute, la recherche d'appareils dépend du noyau : un "
        "appareil endormi ou un grand réseau peut échapper à l'inventaire. Lancez Primum en "
        "administrateur pour tout voir",
        "without the right to open a raw socket, the search for devices depends on the kernel: "
        "a sleeping device or a part of a large network can be missed. Run Primum as "
        "administrator to see all"};
}

}  // namespace

std::vector<const facts::TableDescription*> NetworkDevices::tables() const {
    return {&facts::table_of<facts::Device>()};
}

std::vector<Sentence> NetworkDevices::explain() const {
    const auto cidr = context_.cidr.to_string();
    return {
        say("envoie à chaque adresse de {} jusqu'à trois questions ARP (« qui est là ? »)",
            "sends each address of {} up to three ARP questions (\"who is there?\")", cidr),
        {"sans le droit de le faire : envoie à chaque adresse une question NetBIOS et lit la table "
         "des voisins du système ; là où ARP n'existe pas, se connecte à quatre ports usuels (80, "
         "443, 445, 22) et raccroche",
         "without the right to do so: sends each address one NetBIOS question and reads the "
         "system's neighbour table; where there is no ARP, connects to four usual ports (80, 443, "
         "445, 22) and hangs up"},
        {"demande à tous, par multidiffusion, les services qu'ils annoncent (mDNS, deux fois ; "
         "SSDP, une fois)",
         "asks all, by multicast, which services they announce (mDNS, twice; SSDP, once)"},
        {"demande à chaque appareil vu ses noms NetBIOS (udp/137, une fois), et au routeur du "
         "réseau le nom qu'il lui connaît (DNS)",
         "asks each device seen for its NetBIOS names (udp/137, once), and the network's router "
         "for the name it knows it by (DNS)"},
        {"lit la table des voisins du système et la liste des fabricants de l'IEEE",
         "reads the system's neighbour table and the IEEE list of makers"},
    };
}

// Loopback and tunnels have no hardware addresses to ask for.
bool NetworkDevices::has_arp() const {
    const auto& interface = context_.interface;
    return !interface.is_loopback && !interface.is_point_to_point && !interface.mac.empty();
}

Result<> NetworkDevices::search(Census& census, facts::Sink& sink) const {
    const auto count = device_addresses(context_.cidr).size();
    Search search{context_, world_, census, timetable_of_knocking(),
                  std::chrono::steady_clock::now()};
    std::vector<Task> tasks;
    auto socket = has_arp() ? net::ArpSocket::open(context_.dialer, context_.interface.index)
                            : Result<net::ArpSocket>(Error{ErrorKind::not_found, {}});
    if (!has_arp()) {
        tasks.emplace_back([&] { return knock(search); });
    } else if (socket) {
        search.timetable = timetable_with_arp(count);
        tasks.emplace_back([&] { return sweep_by_arp(search, std::move(*socket)); });
    } else {
        sink.could_not_see(lost_without_raw_socket());
        search.timetable = timetable_without_arp(count);
        tasks.emplace_back([&] { return sweep_by_kernel(search); });
    }
    if (has_arp()) {
        tasks.emplace_back([&] { return read_neighbours(search); });
        tasks.emplace_back([&] { return ask_mdns(search); });
        tasks.emplace_back([&] { return ask_ssdp(search); });
    }
    constexpr auto last_names = std::chrono::milliseconds(180);  // Before the end.
    for (const auto moment :
         {search.timetable.round, 2 * search.timetable.round, search.timetable.end - last_names}) {
        tasks.emplace_back([&search, moment] { return ask_names(search, moment); });
    }
    Result<> stopped;
    for (auto& error : run_side_by_side(std::move(tasks))) {
        if (error.kind == ErrorKind::stopped) {
            stopped = std::move(error);
        } else {
            sink.could_not_see(std::move(error.message));
        }
    }
    return stopped;
}

void NetworkDevices::add_this_computer(std::vector<Presence>& presences) const {
    const auto host_name = os::read_text("/proc/sys/kernel/hostname", host_name_bytes_max);
    for (const auto& own : context_.interface.addresses) {
        if (!context_.cidr.contains(own.address)) continue;
        std::erase_if(presences, [&](const auto& seen) { return seen.address == own.address; });
        Presence self{.address = own.address, .mac = context_.interface.mac};
        if (host_name) self.resolver_name = trim(*host_name);
        self.evidence.is_this_computer = true;
        presences.push_back(std::move(self));
    }
    std::ranges::sort(presences, {}, &Presence::address);
}

void NetworkDevices::find_vendors(std::vector<Presence>& presences, facts::Sink& sink) const {
    std::set<std::string> macs;
    for (const auto& presence : presences) {
        if (!presence.mac.empty()) macs.insert(presence.mac);
    }
    const auto vendors = vendors_of(macs, world_.ieee_list);
    if (!vendors) {  // Says nothing of the network: the makers stay unknown, and that is all.
        sink.progress(join({"fabricants inconnus", "makers unknown"}, vendors.error().message));
        return;
    }
    for (auto& presence : presences) {
        const auto found = vendors->find(presence.mac);
        if (found != vendors->end()) presence.evidence.vendor = found->second;
    }
}

void NetworkDevices::hand_over(const Presence& presence, facts::Sink& sink) {
    auto evidence = presence.evidence;
    evidence.name = printable(presence.name(), name_length_max);
    const auto found =
        std::ranges::find(context_.gateways, presence.address) != context_.gateways.end();
    evidence.is_gateway = found;
    const auto [kind, sturdy] = kind_of(evidence);
    if (sturdy) context_.dialer.declare_sturdy(presence.address);

    const SeenDevice device{.address = presence.address,
                            .mac = presence.mac,
                            .vendor = evidence.vendor,
                            .name = evidence.name,
                            .kind = std::string(kind),
                            .this_computer = evidence.is_this_computer,
                            .round_trip = presence.round_trip};
    sink.add(facts::Device{.address = device.address.to_string(),
                           .mac = known(device.mac),
                           .vendor = known(device.vendor),
                           .name = known(device.name),
                           .kind = device.kind,
                           .this_computer = device.this_computer,
                           .answered = known(signs_of(presence))});
    if (!presence.gateway_description.empty()) {
        context_.neighbourhood.gateway_descriptions.push_back(
            {presence.address, presence.gateway_description});
    }
    context_.neighbourhood.devices.push_back(device);
}

Result<> NetworkDevices::observe(facts::Sink& sink) {
    sink.progress(say("{}, qui est là", "{}, who is there", context_.cidr.to_string()));
    Census census(context_.cidr);
    auto outcome = search(census, sink);
    // What was seen before a request to stop is handed over all the same.
    auto presences = census.presences();
    drop_proxied(presences, sink);
    add_this_computer(presences);
    find_vendors(presences, sink);
    for (const auto& presence : presences) hand_over(presence, sink);
    return outcome;
}

}  // namespace primum::probes
