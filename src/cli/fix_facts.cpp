#include "cli/fix_facts.h"

#include <algorithm>
#include <set>
#include <thread>

#include "base/version.h"
#include "cli/consent.h"
#include "cli/password_maker.h"
#include "cli/places.h"
#include "cli/probe_list.h"
#include "cli/progress.h"
#include "facts/cell.h"
#include "fixes/fix_list.h"
#include "os/file.h"
#include "os/interfaces.h"
#include "os/listening_sockets.h"

namespace primum::cli {
namespace {

using facts::text_of;

using controls::Control;
using controls::Finding;
using controls::Status;

constexpr std::string_view files_probe = "files";
constexpr auto restart_time_max = std::chrono::seconds(10);

fixes::Subject subject_of(const Finding& finding, const controls::Subject& found) {
    fixes::Subject subject{.name = found.name};
    for (std::size_t i = 0; i < finding.columns.size() && i < found.details.size(); ++i) {
        subject.details[finding.columns[i]] = text_of(found.details[i]);
    }
    return subject;
}

std::vector<fixes::OpenPort> open_ports() {
    const auto sockets = os::listening_sockets();
    if (!sockets) return {};
    std::set<std::uint32_t> inodes;
    for (const auto& socket : *sockets) inodes.insert(socket.inode);
    const auto owners = os::socket_owners(inodes);
    std::vector<fixes::OpenPort> ports;
    for (const auto& socket : *sockets) {
        if (socket.local.address.is_loopback()) continue;
        fixes::OpenPort port{.transport = socket.transport == os::Transport::tcp ? "tcp" : "udp",
                             .port = socket.local.port};
        if (owners) {
            const auto owner = owners->names.find(socket.inode);
            if (owner != owners->names.end()) port.process = owner->second;
        }
        ports.push_back(std::move(port));
    }
    std::ranges::sort(ports, {},
                      [](const auto& port) { return std::pair(port.port, port.transport); });
    return ports;
}

Result<> fill_in_this_computer(fixes::Situation& situation) {
    for (const auto& interface : TRY(os::interfaces())) {
        for (const auto& cidr : interface.addresses) {
            situation.own.push_back(cidr.address);
            if (cidr.address.is_private()) situation.networks.push_back(cidr);
        }
    }
    situation.open_ports = open_ports();
    situation.password = make_password;
    return {};
}

bool looks_at_this_computer_alone(const Control& control) {
    return !control.probes.empty() && std::ranges::all_of(control.probes, [](const auto& probe) {
        return probe.starts_with("host.");
    });
}

// Among what is wrong: by itself, or as the folder that something wrong lies in.
bool is_found(const Finding& finding, const std::string& subject) {
    return std::ranges::any_of(finding.subjects, [&](const auto& found) {
        return found.name == subject ||
               (subject.starts_with('/') && found.name.starts_with(subject + "/"));
    });
}

bool is_named(const Control& control, std::string_view probe) {
    return std::ranges::find(control.probes, probe) != control.probes.end();
}

// What the control says was seen may have been seen by any probe that fills a table it reads.
bool is_wanted(const Control& control, const probes::Probe& probe) {
    return is_named(control, probe.name()) ||
           std::ranges::any_of(probe.tables(), [&](const auto* table) {
               return std::ranges::find(control.reads, table->name) != control.reads.end();
           });
}

// The devices and their open ports come first: the other probes of a network lean on them.
bool is_leaned_on(std::string_view probe) {
    return probe == "network.devices" || probe == "network.services";
}

// The networks that the control's probes have looked at before.
Result<std::vector<std::string>> networks_seen(const Control& control, const store::Store& store) {
    std::vector<std::string> networks;
    for (const auto& observed : TRY(store.observations())) {
        const bool is_network = observed.probe.starts_with("network.");
        if (!is_network || !is_named(control, observed.probe)) continue;
        if (std::ranges::find(networks, observed.scope) == networks.end()) {
            networks.push_back(observed.scope);
        }
    }
    return networks;
}

// The folders whose files were looked at before; no folder stands for this computer.
Result<std::vector<std::vector<std::string>>> folders_seen(const store::Store& store) {
    std::vector<std::vector<std::string>> seen;
    for (const auto& observed : TRY(store.observations())) {
        if (observed.probe != files_probe) continue;
        std::vector<std::string> folders;
        std::string_view rest = observed.scope;
        while (rest.starts_with('/')) {
            const auto end = rest.find(", /");
            folders.emplace_back(rest.substr(0, end));
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
        }
        seen.push_back(std::move(folders));
    }
    return seen;
}

// How well this probe has looked before; what has never looked cannot look worse.
facts::Status status_before(const std::vector<store::Observed>& before,
                            const facts::Observation& now) {
    for (const auto& each : before) {
        if (each.probe == now.probe && each.scope == now.scope) return each.status;
    }
    return facts::Status::failed;
}

// Nothing lies there any more.
bool are_gone(const std::vector<std::string>& subjects) {
    return !subjects.empty() && std::ranges::all_of(subjects, [](const std::string& subject) {
        std::error_code failure;
        return subject.starts_with('/') &&
               std::filesystem::symlink_status(subject, failure).type() ==
                   std::filesystem::file_type::not_found;
    });
}

}  // namespace

std::set<std::uint16_t> listening_ports() {
    std::set<std::uint16_t> ports;
    const auto sockets = os::listening_sockets();
    if (!sockets) return ports;
    for (const auto& socket : *sockets) {
        if (socket.transport == os::Transport::tcp) ports.insert(socket.local.port);
    }
    return ports;
}

void wait_until_listening(const std::set<std::uint16_t>& ports) {
    const auto deadline = std::chrono::steady_clock::now() + restart_time_max;
    while (std::chrono::steady_clock::now() < deadline) {
        if (std::ranges::includes(listening_ports(), ports)) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

Result<FixFacts> FixFacts::open(const std::string& catalogue, const std::filesystem::path& home,
                                const std::filesystem::path& root) {
    const auto directory = TRY(catalogue_directory(catalogue));
    auto loaded = TRY(controls::Catalogue::load(directory));
    auto store = TRY(store::Store::open(home / "facts.db"));
    FixFacts facts(std::move(loaded), std::move(store), home, root);
    facts.catalogue_directory_ = directory;
    return facts;
}

Result<const Control*> FixFacts::control_named(const std::string& id) const {
    const auto* control = catalogue_.find_control(id);
    if (control == nullptr) {
        return Error{
            ErrorKind::usage,
            say("il n'y a pas de contrôle « {} » (primum fix montre ce qu'il sait réparer)",
                "there is no control \"{}\" (primum fix shows what it can mend)", id)};
    }
    return control;
}

Result<fixes::Situation> FixFacts::situation(const std::string& id, const std::string& subject) {
    const auto* control = TRY(control_named(id));
    if (looks_at_this_computer_alone(*control)) TRY(look(*control, Language::french));
    const auto finding = TRY(controls::run_one(*control, store_));
    fixes::Situation situation{.control = id, .root = root_};
    TRY(fill_in_this_computer(situation));
    for (const auto& found : finding.subjects) {
        if (subject.empty() || found.name == subject) {
            situation.subjects.push_back(subject_of(finding, found));
        }
    }
    // A folder may be named, for what was found in it, or though no probe has seen it: the person
    // knows what lies there.
    if (situation.subjects.empty() && subject.starts_with('/')) {
        situation.subjects.push_back({.name = subject});
        if (!is_found(finding, subject)) unseen_.push_back(subject);
    }
    if (!situation.subjects.empty()) return situation;
    if (finding.status == Status::fail) {
        return Error{ErrorKind::usage, say("« {} » n'est pas parmi ce qui est à réparer",
                                           "\"{}\" is not among what is to be mended", subject)};
    }
    if (finding.status == Status::not_observed) {
        return Error{ErrorKind::usage,
                     {"on ne sait pas encore ce qu'il en est : lancez d'abord "
                      "primum audit (avec --lan auto pour le réseau)",
                      "it is not known yet: first run primum audit (with --lan "
                      "auto for the network)"}};
    }
    return Error{ErrorKind::usage,
                 {"il n'y a rien à réparer là", "there is nothing to mend there"}};
}

// The probes of one look, and what they borrow.
struct FixFacts::Again {
    explicit Again(os::FileTree tree) : host(std::move(tree)) {}

    os::Stop stop;
    probes::HostContext host;
    std::vector<LanAudit> lan_audits;
    std::vector<std::unique_ptr<probes::Probe>> probes;
    std::vector<facts::NetworkScope> consents;
};

Result<> FixFacts::choose_probes(const Control& control, Language language, Again& again) {
    add_host_probes(again.host, home_, WifiKeys::unread, again.probes);
    const auto program_directory = TRY(os::program_directory());
    if (is_named(control, files_probe)) {
        for (const auto& folders : TRY(folders_seen(store_))) {
            add_files_probe({folders, /*ocr=*/false},
                            {.programs = program_directory,
                             .catalogue = catalogue_directory_,
                             .home = home_,
                             .version = std::string(version)},
                            again.stop, again.probes);
        }
    }
    const auto networks = TRY(networks_seen(control, store_));
    if (networks.empty()) return {};
    const auto lans = TRY(choose_lans(networks, TRY(os::interfaces()), TRY(os::default_routes())));
    again.consents = TRY(obtain_consents(lans, store_, "", language));
    for (const auto& lan : lans) again.lan_audits.emplace_back(lan, again.stop);
    for (auto& lan_audit : again.lan_audits) {
        add_network_probes(lan_audit, {program_directory, catalogue_directory_}, again.probes);
    }
    return {};
}

Result<Look> FixFacts::look(const Control& control, Language language, ProgressForm form) {
    Again again{os::FileTree(root_)};
    TRY(choose_probes(control, language, again));
    const auto before = TRY(store_.observations());
    const auto run = TRY(store_.begin_run({.started_at = now(), .version = std::string(version)}));
    TRY(keep_consents(store_, run, again.consents));
    Progress progress(language, form);
    auto result = Look::none;
    for (const auto& probe : again.probes) {
        if (!is_wanted(control, *probe) && !is_leaned_on(probe->name())) continue;
        const auto observation = probes::look(
            *probe,
            [&](std::string_view name, const Sentence& what) { progress.show(name, what); });
        TRY(store_.record(run, observation));
        if (!is_named(control, probe->name()) || result == Look::worse) continue;
        const bool worse = observation.status > status_before(before, observation);
        result = worse ? Look::worse : Look::as_well;
    }
    TRY(store_.finish_run(run, now()));
    return result;
}

Result<Verdict> FixFacts::look_again(const std::string& id,
                                     const std::vector<std::string>& subjects, Language language) {
    const auto* control = TRY(control_named(id));
    if (!subjects.empty() && subjects == unseen_) return Verdict::not_seen;
    const auto looked = TRY(look(*control, language));
    if (looked == Look::none) return Verdict::unknown;
    const auto finding = TRY(controls::run_one(*control, store_));
    const bool still_there = std::ranges::any_of(
        subjects, [&](const std::string& subject) { return is_found(finding, subject); });
    if (still_there) return Verdict::open;
    if (are_gone(subjects)) return Verdict::closed;
    // Elsewhere something may never have been seen: what showed this door has looked as well again.
    if (finding.status == Status::not_observed && looked == Look::worse) return Verdict::unknown;
    return Verdict::closed;
}

Result<Verdict> FixFacts::look_again(const std::string& id, Language language, ProgressForm form) {
    const auto* control = TRY(control_named(id));
    if (TRY(look(*control, language, form)) == Look::none) return Verdict::unknown;
    const auto finding = TRY(controls::run_one(*control, store_));
    if (finding.status == Status::fail) return Verdict::open;
    return finding.status == Status::not_observed ? Verdict::unknown : Verdict::closed;
}

Result<std::vector<Mendable>> FixFacts::mendable() const {
    std::vector<Mendable> found;
    for (const auto& finding : TRY(controls::run(catalogue_, store_))) {
        if (finding.status != Status::fail) continue;
        const auto fixes = fixes::fixes_of(finding.control->id);
        if (fixes.empty()) continue;
        Mendable one{.control = finding.control->id, .title = finding.control->title};
        for (const auto* fix : fixes) one.fixes.push_back(fix->title());
        for (const auto& subject : finding.subjects) one.subjects.push_back(subject.name);
        found.push_back(std::move(one));
    }
    return found;
}

}  // namespace primum::cli
