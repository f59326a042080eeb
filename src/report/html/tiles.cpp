#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "report/html/drawing.h"
#include "report/machines.h"

namespace primum::report {
namespace {

// What findings say of each address.
struct Faults {
    std::size_t controls = 0;
    std::optional<controls::Severity> severity;
};

std::map<std::string_view, Faults> faults_by_address(const Page& page) {
    std::map<std::string_view, Faults> found;
    for (const auto& failure : page.failures) {
        std::set<std::string_view> counted;
        for (const auto* subject : failure.open) {
            for (const auto address : addresses_in(subject->name)) {
                auto& faults = found[address];
                if (counted.insert(address).second) ++faults.controls;
                faults.severity = std::max(faults.severity, std::optional(subject->severity));
            }
        }
    }
    return found;
}

struct Exposure {
    std::int64_t patients = 0;
    std::size_t doors = 0;
};

// By the address in a door's subject; "this computer" has its own name.
std::map<std::string, Exposure> exposure_by_address(const Report& report) {
    std::map<std::string, Exposure> found;
    for (const auto& door : report.exposed.doors) {
        const auto addresses = addresses_in(door.subject);
        if (addresses.empty() && door.machine != "this computer") continue;
        auto& exposure =
            found[door.machine == "this computer" ? door.machine : std::string(addresses.front())];
        exposure.patients = std::max(exposure.patients, door.patients);
        ++exposure.doors;
    }
    return found;
}

bool worse(const Tile& left, const Tile& right) {
    const auto rank = [](const Tile& tile) {
        return std::tuple(tile.doors > 0, tile.patients, tile.severity, tile.faults,
                          tile.kind != "unknown");
    };
    return rank(left) > rank(right);
}

}  // namespace

Network network_of(const Page& page) {
    const auto faults = faults_by_address(page);
    const auto exposure = exposure_by_address(page.report);
    Network network{.openings = page.report.openings.size()};
    for (const auto& machine : page.report.machines) {
        Tile tile{.name = machine.name, .address = machine.address, .kind = machine.kind};
        if (machine.this_computer) tile.name = page.in({"Cet ordinateur", "This computer"});
        if (const auto at = faults.find(machine.address); at != faults.end()) {
            tile.faults = at->second.controls;
            tile.severity = at->second.severity;
        }
        const auto door = exposure.find(machine.this_computer ? "this computer" : machine.address);
        if (door != exposure.end()) {
            tile.patients = door->second.patients;
            tile.doors = door->second.doors;
        }
        tile.from_internet = std::ranges::any_of(page.report.openings, [&](const Opening& opening) {
            return opening.target == machine.address;
        });
        if (machine.kind == "router" && !network.router) {
            network.router = std::move(tile);
        } else {
            network.tiles.push_back(std::move(tile));
        }
    }
    std::ranges::stable_sort(network.tiles, worse);
    if (network.tiles.size() > Network::tiles_max) {
        network.left_out = network.tiles.size() - Network::tiles_max;
        network.tiles.resize(Network::tiles_max);
    }
    return network;
}

}  // namespace primum::report
