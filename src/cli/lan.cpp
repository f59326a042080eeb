#include "cli/lan.h"

#include <algorithm>

namespace primum::cli {
namespace {

Error refused(const Cidr& cidr, const Sentence& why) {
    return {ErrorKind::usage,
            join(say("{} ne sera pas examiné", "{} will not be looked at", cidr.to_string()), why)};
}

const os::Interface* leading_to(const Cidr& cidr, const std::vector<os::Interface>& interfaces) {
    for (const auto& interface : interfaces) {
        const bool connected = std::ranges::any_of(
            interface.addresses, [&](const Cidr& own) { return own.contains(cidr); });
        if (interface.is_up && connected) return &interface;
    }
    return nullptr;
}

Result<Lan> choose(const Cidr& cidr, const std::vector<os::Interface>& interfaces,
                   const std::vector<os::Route>& default_routes) {
    if (!cidr.address.is_v4()) {
        return refused(cidr, {"seuls les réseaux IPv4 peuvent être parcourus adresse par adresse",
                              "only IPv4 networks can be walked address by address"});
    }
    if (!cidr.address.is_private() && !cidr.address.is_loopback()) {
        return refused(cidr,
                       {"ce n'est pas un réseau privé. Examiner le réseau d'autrui est un délit "
                        "(code pénal, article 323-1)",
                        "it is not a private network. Looking at someone else's network is an "
                        "offence (French penal code, article 323-1)"});
    }
    if (cidr.size() > lan_addresses_max) {
        return refused(
            cidr, say("il compte plus de {} adresses ; nommez une partie plus petite",
                      "it has more than {} addresses; name a smaller part", lan_addresses_max));
    }
    const auto* interface = leading_to(cidr, interfaces);
    if (interface == nullptr) {
        return refused(cidr, {"cet ordinateur n'y est pas directement branché. Lancez Primum sur "
                              "un ordinateur de ce réseau, ou écrivez --lan auto",
                              "this computer is not directly connected to it. Run Primum on a "
                              "computer of that network, or write --lan auto"});
    }
    Lan lan{{cidr.first(), cidr.prefix_length}, *interface, {}};
    for (const auto& route : default_routes) {
        if (lan.cidr.contains(route.gateway)) lan.gateways.push_back(route.gateway);
    }
    return lan;
}

// The private IPv4 networks of interfaces that are up, as CIDR texts.
std::vector<std::string> connected_networks(const std::vector<os::Interface>& interfaces) {
    std::vector<std::string> networks;
    for (const auto& interface : interfaces) {
        if (!interface.is_up || interface.is_loopback) continue;
        for (const auto& own : interface.addresses) {
            if (!own.address.is_v4() || !own.address.is_private() || own.prefix_length >= 31)
                continue;
            networks.push_back(Cidr{own.first(), own.prefix_length}.to_string());
        }
    }
    return networks;
}

}  // namespace

Result<std::vector<Lan>> choose_lans(const std::vector<std::string>& wanted,
                                     const std::vector<os::Interface>& interfaces,
                                     const std::vector<os::Route>& default_routes) {
    std::vector<std::string> texts;
    for (const auto& text : wanted) {
        if (text != "auto") {
            texts.push_back(text);
            continue;
        }
        const auto connected = connected_networks(interfaces);
        if (connected.empty()) {
            return Error{ErrorKind::usage,
                         {"--lan auto : cet ordinateur n'est branché à aucun réseau privé",
                          "--lan auto: this computer is connected to no private network"}};
        }
        texts.insert(texts.end(), connected.begin(), connected.end());
    }

    std::vector<Lan> lans;
    for (const auto& text : texts) {
        const auto cidr = TRY(Cidr::parse(text));
        auto lan = TRY(choose(cidr, interfaces, default_routes));
        const bool seen =
            std::ranges::any_of(lans, [&](const Lan& other) { return other.cidr == lan.cidr; });
        if (!seen) lans.push_back(std::move(lan));
    }
    return lans;
}

}  // namespace primum::cli
