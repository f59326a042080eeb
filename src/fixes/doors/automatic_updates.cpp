// Security updates are installed by themselves: unattended-upgrades, once a day.
#include "fixes/changes/command_change.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"
#include "fixes/folder.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view program = "/usr/bin/unattended-upgrade";
constexpr std::string_view periodic = "/etc/apt/apt.conf.d/20auto-upgrades";
// Read last: a file of later name (a vendor's, or somebody's) cannot switch it off again.
constexpr std::string_view last_word = "/etc/apt/apt.conf.d/99primum-auto-upgrades";
constexpr std::string_view text =
    "// Primum : les mises à jour de sécurité s'installent chaque jour.\n"
    "APT::Periodic::Enable \"1\";\n"
    "APT::Periodic::Update-Package-Lists \"1\";\n"
    "APT::Periodic::Unattended-Upgrade \"1\";\n";

// The shell holds what apt says until its end: a pipe of ours would break under dpkg when we are
// killed. Where the computer itself stopped, dpkg finishes first what it had begun, and takes away
// also what is half there; that the program is there does not say that its package is whole.
std::string said_at_the_end(std::string_view command) {
    return fmt::format("said=$({} 2>&1) || {{ echo \"$said\" >&2; exit 1; }}", command);
}

std::unique_ptr<Change> installed() {
    const std::string status =
        "$(dpkg-query -W -f='${db:Status-Status}' unattended-upgrades 2>/dev/null)";
    return CommandChange::plan(
        {.apply = {"sh", "-c",
                   said_at_the_end("dpkg --configure -a && apt-get install -y "
                                   "--no-install-recommends unattended-upgrades")},
         .revert = {"sh", "-c",
                    said_at_the_end("dpkg --configure -a; dpkg --remove --force-remove-reinstreq "
                                    "unattended-upgrades")},
         .check = {"sh", "-c", "[ \"" + status + "\" = installed ]"},
         .untouched = {
             "sh", "-c",
             "case \"" + status + "\" in ''|not-installed|config-files) exit 0;; esac; exit 1"}});
}

class AutomaticUpdates : public Fix {
public:
    std::string_view name() const override { return "automatic-updates"; }
    std::vector<std::string_view> controls() const override { return {"ws-updates-late"}; }
    Sentence title() const override {
        return {"installe chaque jour, tout seul, les mises à jour de sécurité",
                "installs security updates every day by itself"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        if (!is_there(situation.at("/usr/bin/apt-get"))) {
            return nothing_to_mend(
                {"Primum ne sait régler les mises à jour que sous Debian, Ubuntu "
                 "et leurs proches",
                 "Primum can set updates on Debian, Ubuntu and their kin only"});
        }
        Plan plan;
        const bool is_installed = is_there(situation.at(program));
        if (!is_installed && !situation.is_live()) {
            return nothing_to_mend({"unattended-upgrades n'est pas installé dans ce système",
                                    "unattended-upgrades is not installed in this system"});
        }
        if (!is_installed) plan.changes.push_back(installed());
        const auto file = situation.at(is_there(situation.at(periodic)) ? last_word : periodic);
        TRY(add_edit(plan, file, std::string(text)));
        if (plan.changes.empty()) {
            return nothing_to_mend(
                {"les mises à jour automatiques sont déjà demandées : installez ce qui attend par "
                 "« sudo apt update && sudo apt full-upgrade »",
                 "automatic updates are asked for already: install what is waiting by \"sudo apt "
                 "update && sudo apt full-upgrade\""});
        }
        for (const auto& subject : situation.subjects) plan.subjects.push_back(subject.name);
        plan.next.push_back(
            {"Les mises à jour déjà en retard : « sudo apt update && sudo apt full-upgrade », puis "
             "redémarrez. Primum ne redémarre jamais l'ordinateur.",
             "Updates already late: \"sudo apt update && sudo apt full-upgrade\", then restart. "
             "Primum never restarts the computer."});
        return plan;
    }
};

}  // namespace

std::unique_ptr<Fix> make_automatic_updates() { return std::make_unique<AutomaticUpdates>(); }

}  // namespace primum::fixes
