#include "probes/host/system.h"

#include <algorithm>

#include "base/text.h"
#include "os/clock.h"
#include "probes/host/antivirus.h"
#include "probes/host/automatic_login.h"
#include "probes/host/firewall.h"
#include "probes/host/machine.h"
#include "probes/host/session.h"
#include "probes/host/updates.h"

namespace primum::probes {
namespace {

// For what host.session and host.accounts tell themselves.
class SilentSink : public facts::Sink {
public:
    bool saw_everything = true;
    void could_not_see(Sentence) override { saw_everything = false; }
    void progress(const Sentence&) override {}

private:
    void accept(facts::Fact) override {}
};

void add_antivirus(const HostContext& context, facts::Host& host) {
    const auto antivirus = find_antivirus(context);
    host.antivirus = antivirus.name;
    host.antivirus_running = antivirus.running;
    host.antivirus_days_old = antivirus.days_old;
}

// A variable of UEFI: four bytes of attributes, then its value (kernel, efivarfs).
std::optional<bool> secure_boot(const os::FileTree& tree) {
    const auto variable = tree.read_beginning(
        "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c", 5);
    if (!variable || variable->size() < 5) return std::nullopt;
    return (*variable)[4] == 1;
}

std::optional<bool> time_synchronised(const os::FileTree& tree) {
    if (tree.is_running_system()) return os::clock_is_synchronised();
    if (tree.exists("/run/systemd/timesync/synchronized")) return true;
    return std::nullopt;
}

void add_sessions(const os::FileTree& tree, facts::Host& host) {
    SilentSink sink;
    const auto sessions = observe_sessions(tree, sink);
    if (!sessions || !sink.saw_everything) return;
    std::int64_t longest = 0;
    for (const auto& session : *sessions) {
        if (!session.automatic_lock) return;
        if (!*session.automatic_lock) {
            host.screen_lock_after = 0;
            return;
        }
        longest = std::max(longest, session.lock_after_seconds.value_or(0));
    }
    if (!sessions->empty()) host.screen_lock_after = longest;
}

void add_automatic_login(SettingsReader& reader, facts::Host& host) {
    const bool somebody = !automatic_logins(reader).empty();
    if (somebody || !automatic_logins_hidden(reader)) host.automatic_login = somebody;
}

}  // namespace

std::vector<const facts::TableDescription*> SystemProbe::tables() const {
    return {&facts::table_of<facts::Host>()};
}

std::vector<Sentence> SystemProbe::explain() const {
    return {
        {"Rien n'est envoyé : les fichiers du système sont lus (version, mises à jour, "
         "antivirus), et le noyau dit ses règles de pare-feu et l'état de son horloge.",
         "Nothing is sent: the system's files are read (release, updates, antivirus), and the "
         "kernel tells its firewall rules and the state of its clock."}};
}

Result<> SystemProbe::observe(facts::Sink& sink) {
    const auto& tree = context_.tree();
    SettingsReader reader(tree);
    facts::Host host;
    const auto name = reader.text("/etc/hostname");
    if (name) host.name = printable(*name);
    const auto machine = describe_machine(tree);
    host.kind = machine.kind;
    host.portable = machine.portable;
    host.graphical = machine.graphical;
    observe_release(context_, reader, host, sink);
    observe_updates(context_, reader, host, sink);
    const auto firewall = observe_firewall(reader, sink);
    host.firewall = firewall.refuses;
    if (firewall.refuses == true) host.firewall_by = firewall.by;
    add_antivirus(context_, host);
    host.secure_boot = secure_boot(tree);
    host.time_synchronised = time_synchronised(tree);
    add_sessions(tree, host);
    add_automatic_login(reader, host);
    sink.add(host);
    return {};
}

}  // namespace primum::probes
