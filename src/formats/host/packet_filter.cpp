#include "formats/host/packet_filter.h"

#include <algorithm>

namespace primum::formats {
namespace {

using Chains = std::map<std::string, FilterChain, std::less<>>;

constexpr int jumps_max = 16;  // The kernel's own limit, NFT_JUMP_STACK_SIZE.

// What becomes of the packet in this chain: accept, refuse, or none when the chain leaves it open.
Verdict fate(const Chains& chains, const FilterChain& chain, int jumps) {
    for (const auto& rule : chain.rules) {
        if (rule.conditional) continue;
        if (rule.verdict == Verdict::accept || rule.verdict == Verdict::refuse) return rule.verdict;
        if (rule.verdict == Verdict::leave) return Verdict::none;
        if (rule.verdict != Verdict::jump && rule.verdict != Verdict::go_to) continue;
        const auto target = chains.find(rule.target);
        if (target == chains.end() || jumps >= jumps_max) continue;
        const auto there = fate(chains, target->second, jumps + 1);
        if (there != Verdict::none || rule.verdict == Verdict::go_to) return there;
    }
    return Verdict::none;
}

bool refuses(const Chains& chains) {
    return std::ranges::any_of(chains, [&](const auto& entry) {
        const auto& chain = entry.second;
        if (!chain.on_input) return false;
        const auto verdict = fate(chains, chain, 0);
        return verdict == Verdict::refuse || (verdict == Verdict::none && chain.refuses);
    });
}

}  // namespace

bool refuses_unnamed_input(const PacketFilter& filter, std::string_view family) {
    return std::ranges::any_of(filter.tables, [&](const auto& entry) {
        const bool sees_it = entry.first.family == family || entry.first.family == "inet";
        return sees_it && refuses(entry.second);
    });
}

}  // namespace primum::formats
