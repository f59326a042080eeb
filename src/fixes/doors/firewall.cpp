// The firewall is on: what listens today stays open to the practice's network, all else is refused.
//
// Where ufw is installed it is switched on; else a table of nftables of our own,
// beside whatever is loaded, and loaded again at each start.
#include <algorithm>
#include <set>

#include "fixes/changes/command_change.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"
#include "fixes/folder.h"
#include "os/command.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view rules_file = "/etc/primum-firewall.nft";
constexpr std::string_view nftables_file = "/etc/nftables.conf";
constexpr std::string_view include_line = "include \"/etc/primum-firewall.nft\"\n";
constexpr std::size_t ports_max = 200;

std::string networks_of(const Situation& situation, bool v4) {
    std::set<std::string> names;
    for (const auto& network : situation.networks) {
        if (network.address.is_v4() != v4) continue;
        names.insert(Cidr{network.first(), network.prefix_length}.to_string());
    }
    if (!v4) names.insert({"fe80::/10", "fc00::/7"});
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string ports_of(const Situation& situation, std::string_view transport) {
    std::set<std::uint16_t> ports;
    for (const auto& open : situation.open_ports) {
        if (open.transport == transport && ports.size() < ports_max) ports.insert(open.port);
    }
    return fmt::format("{}", fmt::join(ports, ", "));
}

// nft(8). Read again at will: the first two lines make it empty whatever was there.
std::string rules_text(const Situation& situation) {
    std::string open;
    for (const bool v4 : {true, false}) {
        const auto networks = networks_of(situation, v4);
        for (const auto* transport : {"tcp", "udp"}) {
            const auto ports = ports_of(situation, transport);
            if (networks.empty() || ports.empty()) continue;
            open += fmt::format("    {} saddr {{ {} }} {} dport {{ {} }} accept\n",
                                v4 ? "ip" : "ip6", networks, transport, ports);
        }
    }
    return "#!/usr/sbin/nft -f\n"
           "# Primum : ce qui écoutait le jour de la réparation reste ouvert au réseau du "
           "cabinet,\n"
           "# le reste est refusé.\n"
           "table inet primum_firewall { }\n"
           "delete table inet primum_firewall\n"
           "table inet primum_firewall {\n"
           "  chain input {\n"
           "    type filter hook input priority filter; policy drop;\n"
           "    ct state established,related accept\n"
           "    ct state invalid drop\n"
           "    iif \"lo\" accept\n"
           "    meta l4proto { icmp, ipv6-icmp } accept\n"
           "    udp sport 67 udp dport 68 accept\n"
           "    udp sport 547 udp dport 546 accept\n" +
           open +
           "  }\n"
           "}\n";
}

std::string open_list(const Situation& situation) {
    std::vector<std::string> names;
    for (const auto& open : situation.open_ports) {
        auto name = fmt::format("{}/{}", open.port, open.transport);
        if (!open.process.empty()) name += " (" + open.process + ")";
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
    return names.empty() ? "-" : fmt::format("{}", fmt::join(names, ", "));
}

class Firewall : public Fix {
public:
    std::string_view name() const override { return "firewall"; }
    std::vector<std::string_view> controls() const override { return {"ws-firewall-off"}; }
    Sentence title() const override {
        return {"allume le pare-feu de cet ordinateur, en laissant ouvert ce qui sert au cabinet",
                "turns this computer's firewall on, leaving open what serves the practice"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        Plan plan;
        if (situation.is_live() && is_there("/usr/sbin/ufw")) {
            use_ufw(situation, plan);
        } else if (is_there(situation.at("/usr/sbin/nft"))) {
            TRY(use_nftables(situation, plan));
        } else {
            return nothing_to_mend(
                {"aucun pare-feu n'est installé : « sudo apt install nftables », puis recommencez",
                 "no firewall is installed: \"sudo apt install nftables\", then try again"});
        }
        for (const auto& subject : situation.subjects) plan.subjects.push_back(subject.name);
        plan.notes.push_back(say("Reste ouvert, pour le réseau du cabinet seulement : {}",
                                 "Stays open, for the practice's network only: {}",
                                 open_list(situation)));
        plan.notes.push_back(
            {"Les portes que Primum vous signale par ailleurs restent donc ouvertes : fermez-les "
             "par leur propre réparation.",
             "The doors that Primum tells you of elsewhere therefore stay open: close them by "
             "their "
             "own fix."});
        return plan;
    }

private:
    static void use_ufw(const Situation& situation, Plan& plan) {
        for (const auto& open : situation.open_ports) {
            for (const auto& network : situation.networks) {
                const Cidr whole{network.first(), network.prefix_length};
                const Words rule{"allow",       "from", whole.to_string(),         "to",
                                 "any",         "port", std::to_string(open.port), "proto",
                                 open.transport};
                Words add{"ufw"};
                Words remove{"ufw", "--force", "delete"};
                add.insert(add.end(), rule.begin(), rule.end());
                remove.insert(remove.end(), rule.begin(), rule.end());
                const auto line =
                    fmt::format("grep -qxF 'ufw allow from {} to any port {} proto {}'",
                                whole.to_string(), open.port, open.transport);
                plan.changes.push_back(CommandChange::plan(
                    {.apply = add,
                     .revert = remove,
                     .check = {"sh", "-c", "ufw show added | " + line},
                     // A ufw that does not answer has not said that the rule is not there.
                     .untouched = {"sh", "-c",
                                   "said=$(ufw show added) && ! echo \"$said\" | " + line}}));
            }
        }
        // Cut off in the middle, ufw leaves itself enabled in its settings, and half of its rules
        // in the kernel; then it cannot tell its status.
        plan.changes.push_back(
            CommandChange::plan({.apply = {"ufw", "--force", "enable"},
                                 .revert = {"ufw", "disable"},
                                 .check = {"sh", "-c", "ufw status | grep -qx 'Status: active'"},
                                 .untouched = {"grep", "-qx", "ENABLED=no", "/etc/ufw/ufw.conf"}}));
    }

    static Result<> use_nftables(const Situation& situation, Plan& plan) {
        const auto rules = situation.at(rules_file);
        TRY(add_edit(plan, rules, rules_text(situation)));
        const auto main = situation.at(nftables_file);
        auto text = TRY(text_at(main));
        if (text.find(include_line) == std::string::npos) {
            if (text.empty()) text = "#!/usr/sbin/nft -f\n";
            if (!text.ends_with('\n')) text += '\n';
            TRY(add_edit(plan, main, text + std::string(include_line), 0755));
        }
        if (!situation.is_live()) return {};
        plan.changes.push_back(CommandChange::plan(
            {.apply = {"nft", "-f", rules.string()},
             .revert = {"nft", "add table inet primum_firewall; delete table inet primum_firewall"},
             .check = {"nft", "list", "table", "inet", "primum_firewall"}}));
        const auto enabled =
            os::run_command({.argv = {"systemctl", "is-enabled", "--quiet", "nftables"}});
        if (systemd_runs() && enabled && enabled->status != 0) {
            plan.changes.push_back(
                CommandChange::plan({.apply = {"systemctl", "enable", "nftables"},
                                     .revert = {"systemctl", "disable", "nftables"},
                                     .check = {"systemctl", "is-enabled", "--quiet", "nftables"}}));
        }
        return {};
    }
};

}  // namespace

std::unique_ptr<Fix> make_firewall() { return std::make_unique<Firewall>(); }

}  // namespace primum::fixes
