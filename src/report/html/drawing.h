// Drawing: where each machine of the network stands on the sheet, before anything is drawn.
// For this room only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/html/page.h"

namespace primum::report {

// A machine as it is drawn.
struct Tile {
    std::string name;
    std::string address;
    std::string kind;
    std::int64_t patients = 0;                   // Exposed through its doors.
    std::size_t doors = 0;                       // That lead to records.
    std::size_t faults = 0;                      // Controls that fail there.
    std::optional<controls::Severity> severity;  // The worst of them.
    bool from_internet = false;
};

struct Network {
    static constexpr std::size_t tiles_max = 24;

    std::optional<Tile> router;
    std::vector<Tile> tiles;  // The most exposed first.
    std::size_t left_out = 0;
    std::size_t openings = 0;  // In the router.
};

Network network_of(const Page& page);

}  // namespace primum::report
