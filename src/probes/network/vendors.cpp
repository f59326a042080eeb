#include "probes/network/vendors.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/arp.h"
#include "formats/ieee_list.h"
#include "os/lines.h"

namespace primum::probes {
namespace {

constexpr std::array<std::size_t, 3> prefix_digits{9, 7, 6};  // The most precise first.
constexpr std::uint8_t locally_administered = 0x02;

std::string digits_of(const std::string& mac) {
    std::string digits;
    std::ranges::copy_if(mac, std::back_inserter(digits), [](char c) { return c != ':'; });
    return digits;
}

std::vector<std::filesystem::path> files_of(const std::filesystem::path& list) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(list, ignored)) return {list};
    return {list / "oui.csv", list / "mam.csv", list / "oui36.csv"};
}

using Owners = std::map<std::string, std::string>;  // By prefix; empty while not found.

Result<> find_owners(Owners& owners, const std::filesystem::path& file) {
    return os::for_each_line(file, [&](std::string_view line) {
        const auto assignment = formats::parse_ieee_line(line);
        if (!assignment) return true;
        const auto wanted = owners.find(assignment->prefix);
        if (wanted != owners.end()) wanted->second = assignment->owner;
        return true;
    });
}

bool has_maker(const std::string& mac) {
    const auto parsed = formats::parse_mac(mac);
    return parsed && ((*parsed)[0] & locally_administered) == 0;
}

std::string owner_of(const std::string& mac, const Owners& owners) {
    for (const auto digits : prefix_digits) {
        const auto& owner = owners.at(digits_of(mac).substr(0, digits));
        if (!owner.empty()) return owner;
    }
    return {};
}

}  // namespace

Result<std::map<std::string, std::string>> vendors_of(const std::set<std::string>& macs,
                                                      const std::filesystem::path& list) {
    Owners owners;
    for (const auto& mac : macs) {
        if (!has_maker(mac)) continue;
        for (const auto digits : prefix_digits) owners[digits_of(mac).substr(0, digits)];
    }
    std::map<std::string, std::string> vendors;
    if (owners.empty()) return vendors;
    for (const auto& file : files_of(list)) TRY(find_owners(owners, file));
    for (const auto& mac : macs) {
        const auto owner = has_maker(mac) ? owner_of(mac, owners) : "";
        if (!owner.empty()) vendors[mac] = printable(owner);
    }
    return vendors;
}

}  // namespace primum::probes
