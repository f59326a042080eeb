#include "probes/host/firewall.h"

#include <algorithm>

#include "base/text.h"
#include "formats/host/iptables_save.h"
#include "formats/host/nftables_dump.h"
#include "os/packet_filter_rules.h"
#include "probes/host/services.h"

namespace primum::probes {
namespace {

Sentence rules_in_force() {
    return {"les règles du pare-feu en vigueur", "the firewall rules in force"};
}

// Who wrote the rules, by the names that it gives.
std::string author_of(const formats::PacketFilter& filter) {
    for (const auto& [table, chains] : filter.tables) {
        if (table.name == "firewalld") return "firewalld";
        const bool has_ufw = std::ranges::any_of(
            chains, [](const auto& entry) { return entry.first.starts_with("ufw"); });
        if (has_ufw) return "ufw";
    }
    return "nftables";
}

// Each line of if_inet6 is an address; lo's alone does not count.
bool speaks_ipv6(SettingsReader& reader) {
    const auto text = reader.text("/proc/net/if_inet6").value_or("");
    return std::ranges::any_of(split(text, '\n'), [](std::string_view line) {
        return !trim(line).empty() && !trim(line).ends_with(" lo");
    });
}

// Rules of the kernel's older interface are not in the answer; that they exist can be seen.
bool has_old_rules(SettingsReader& reader) {
    const auto tables = reader.text("/proc/net/ip_tables_names").value_or("");
    const auto names = split(tables, '\n');
    return std::ranges::find(names, "filter") != names.end();
}

Firewall ask_kernel(SettingsReader& reader, facts::Sink& sink) {
    const auto messages = os::nftables_messages();
    if (!messages) {
        const bool denied = messages.error().kind == ErrorKind::denied;
        sink.could_not_see(denied ? needs_sudo(rules_in_force())
                                  : join(rules_in_force(), messages.error().message));
        return {};
    }
    formats::PacketFilter filter;
    for (const auto& message : *messages) {
        const auto added = formats::add_nftables_message(filter, message.type, message.body);
        if (added) continue;
        sink.could_not_see(join(rules_in_force(), added.error().message));
        return {};
    }
    auto firewall = judge_rules(filter, speaks_ipv6(reader));
    if (firewall.refuses == false && has_old_rules(reader)) {
        sink.could_not_see(
            join(rules_in_force(), {"elles sont à l'ancien format (iptables-legacy)",
                                    "they are in the old format (iptables-legacy)"}));
        return {};
    }
    return firewall;
}

// In nftables.conf, an input chain that drops what no rule accepts.
bool file_drops_input(std::string_view text) {
    for (auto at = text.find("hook input"); at != std::string_view::npos;
         at = text.find("hook input", at + 1)) {
        const auto chain = text.substr(at, text.find("\n\tchain", at) - at);
        if (contains(chain, "policy drop")) return true;
    }
    return false;
}

Firewall read_settings(SettingsReader& reader) {
    const auto& tree = reader.tree();
    const auto ufw = formats::parse_assignments(reader.text("/etc/ufw/ufw.conf").value_or(""));
    if (ufw.find("ENABLED") == "yes") return {true, "ufw"};
    if (starts_with_the_system(tree, "firewalld.service")) return {true, "firewalld"};
    if (starts_with_the_system(tree, "nftables.service") &&
        file_drops_input(reader.text("/etc/nftables.conf").value_or(""))) {
        return {true, "nftables"};
    }
    const auto saved = reader.text("/etc/iptables/rules.v4");
    if (saved && starts_with_the_system(tree, "netfilter-persistent.service")) {
        const auto filter = formats::parse_iptables_save(*saved, "ip");
        if (formats::refuses_unnamed_input(filter, "ip")) return {true, "iptables"};
    }
    return {false, {}};
}

}  // namespace

Firewall judge_rules(const formats::PacketFilter& filter, bool has_ipv6) {
    const bool refuses = formats::refuses_unnamed_input(filter, "ip") &&
                         (!has_ipv6 || formats::refuses_unnamed_input(filter, "ip6"));
    return {refuses, refuses ? author_of(filter) : std::string()};
}

Firewall observe_firewall(SettingsReader& reader, facts::Sink& sink) {
    if (reader.tree().is_running_system()) return ask_kernel(reader, sink);
    auto firewall = read_settings(reader);
    if (reader.hidden("/etc/ufw") || reader.hidden("/etc/nftables.conf") ||
        reader.hidden("/etc/iptables")) {
        firewall.refuses.reset();
    }
    return firewall;
}

}  // namespace primum::probes
