// PacketFilter: the firewall rules in force, reduced to one question: is an incoming connection
// that no rule names refused?
//
// Built from the kernel's own answer (nftables_dump.h) or from a saved list (iptables_save.h).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace primum::formats {

enum class Verdict { none, accept, refuse, jump, go_to, leave };

struct FilterRule {
    bool conditional = true;  // It asks something of the packet: it does not meet all of them.
    Verdict verdict = Verdict::none;
    std::string target;  // Of a jump.
};

struct FilterChain {
    bool on_input = false;  // The kernel hands it every packet for this computer.
    bool refuses = false;   // Its policy, for what no rule decides.
    std::vector<FilterRule> rules;
};

// "ip", "ip6" or "inet" (both).
struct FilterTable {
    std::string family;
    std::string name;
    auto operator<=>(const FilterTable&) const = default;
};

struct PacketFilter {
    static constexpr std::size_t rules_max = 200'000;
    std::map<FilterTable, std::map<std::string, FilterChain, std::less<>>> tables;
    std::size_t rules = 0;
};

// Of a packet that every conditional rule lets pass by; `family` is "ip" or "ip6".
bool refuses_unnamed_input(const PacketFilter& filter, std::string_view family);

}  // namespace primum::formats
