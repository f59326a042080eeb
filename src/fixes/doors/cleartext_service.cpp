// Telnet, rlogin, rsh, TFTP and FTP are switched off: in inetd's settings, or as services.
#include <signal.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"
#include "formats/editing/inetd_text.h"
#include "os/processes.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;

// What serves a protocol, under all the names it has on Debian.
struct Cleartext {
    std::string_view protocol;
    std::vector<std::string> inetd;     // First word of its line.
    std::vector<std::string> services;  // Units of systemd, or scripts of /etc/init.d.
};

const std::array<Cleartext, 6>& cleartext_services() {
    static const std::array<Cleartext, 6> known{{
        {"telnet", {"telnet"}, {"telnet.socket", "telnetd"}},
        {"rlogin", {"login"}, {"rlogin.socket"}},
        {"rsh", {"shell"}, {"rsh.socket"}},
        {"rexec", {"exec"}, {"rexec.socket"}},
        {"tftp", {"tftp"}, {"tftpd-hpa", "atftpd"}},
        {"ftp", {"ftp"}, {"vsftpd", "proftpd", "pure-ftpd"}},
    }};
    return known;
}

struct Inetd {
    std::string_view process;
    std::string_view service;
};
constexpr std::array<Inetd, 2> inetds{
    {{"inetutils-inetd", "inetutils-inetd"}, {"inetd", "openbsd-inetd"}}};

const Cleartext* known_as(const Subject& subject) {
    const auto protocol = subject.details.find("protocol");
    if (protocol == subject.details.end()) return nullptr;
    const auto& known = cleartext_services();
    const auto* found = std::ranges::find(known, protocol->second, &Cleartext::protocol);
    return found == known.end() ? nullptr : found;
}

class CleartextService : public Fix {
public:
    std::string_view name() const override { return "cleartext-service"; }
    std::vector<std::string_view> controls() const override { return {"net-cleartext-service"}; }
    Sentence title() const override {
        return {
            "arrête sur cet ordinateur telnet, rlogin, TFTP et FTP, qui envoient tout en clair",
            "stops on this computer telnet, rlogin, TFTP and FTP, which send everything in clear"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        const auto doors = own_subjects(situation);
        if (doors.empty()) return not_on_this_computer(situation);
        Plan plan;
        std::vector<const Cleartext*> wanted;
        for (const auto& door : doors) {
            const auto* known = known_as(*door.subject);
            if (known == nullptr) continue;
            plan.subjects.push_back(door.subject->name);
            if (std::ranges::find(wanted, known) == wanted.end()) wanted.push_back(known);
        }
        TRY(switch_off_in_inetd(situation, wanted, plan));
        for (const auto* known : wanted) {
            for (const auto& service : known->services) {
                auto change = service_off(situation, service);
                if (change) plan.changes.push_back(std::move(change));
            }
        }
        if (plan.changes.empty()) {
            return nothing_to_mend(
                {"Primum ne trouve pas ce qui lance ce service : arrêtez-le à la "
                 "main, ou réglez-le en HTTPS ou SFTP",
                 "Primum does not find what starts this service: stop it by hand, "
                 "or set it to HTTPS or SFTP"});
        }
        plan.notes.push_back(
            {"Ce qui s'en sert s'arrêtera : un appareil qui envoie ses fichiers par FTP, par "
             "exemple. Remplacez-le par SFTP ou un partage avec mot de passe.",
             "What uses it will stop: a device that sends its files by FTP, for example. Replace "
             "it "
             "by SFTP or a share with a password."});
        return plan;
    }

private:
    static Result<> switch_off_in_inetd(const Situation& situation,
                                        const std::vector<const Cleartext*>& wanted, Plan& plan) {
        std::vector<std::string> words;
        for (const auto* known : wanted) {
            words.insert(words.end(), known->inetd.begin(), known->inetd.end());
        }
        for (const auto& [process, service] : inetds) {
            if (situation.is_live() && os::processes_named(process).empty()) continue;
            const Server server{
                .process = process, .takes_file_alone = true, .usual = "/etc/inetd.conf"};
            for (const auto& file : settings_files(situation, server)) {
                const auto text = TRY(text_at(file));
                auto made = formats::without_inetd_services(text, words);
                if (made == text || is_planned(plan, file)) continue;
                TRY(add_edit(plan, file, std::move(made)));
                plan.wakes.push_back({.service = std::string(service),
                                      .process = std::string(process),
                                      .signal = SIGHUP});
            }
        }
        return {};
    }

    static bool is_planned(const Plan& plan, const fs::path& file) {
        return std::ranges::any_of(
            plan.changes, [&](const auto& change) { return change->place() == file.string(); });
    }
};

}  // namespace

std::unique_ptr<Fix> make_cleartext_service() { return std::make_unique<CleartextService>(); }

}  // namespace primum::fixes
