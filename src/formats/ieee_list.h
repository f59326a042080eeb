// The IEEE list of hardware address prefixes, as published in oui.csv, mam.csv, oui36.csv and
// oui.txt (Debian package ieee-data): who made a network card.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace primum::formats {

struct IeeeAssignment {
    std::string prefix;  // 6, 7 or 9 hexadecimal digits, lower case.
    std::string owner;   // Not empty; not yet printable.
};

// The assignment that a line holds, or nothing: headings, addresses, other registries.
std::optional<IeeeAssignment> parse_ieee_line(std::string_view line);

}  // namespace primum::formats
