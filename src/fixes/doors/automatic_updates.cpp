// Security updates are installed by themselves: unattended-upgrades, once a day.
#include "fixes/changes/command_change.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"
#include "fixes/folder.h"
#include "os/command.h"

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

// The package's own list of files, which dpkg keeps as long as any of its settings are left.
constexpr std::string_view files_of_package = "/var/lib/dpkg/info/unattended-upgrades.list";

// Installing goes on when we are killed, for to stop it would leave half a package. The shell that
// runs it outlives us, and holds the workshop's lock meanwhile: it does not heed the signal that
// tells of our death, and keeps what is said until the end (a pipe of ours would break under dpkg).
std::string held_to_the_end(std::string_view command) {
    return fmt::format("trap '' TERM; said=$({{ {}; }} 2>&1) || {{ echo \"$said\" >&2; exit 1; }}",
                       command);
}

// Nothing is judged while dpkg works, for whomever: `apt-get check` waits for its lock.
std::string judged_at_rest(std::string_view command) {
    return fmt::format(
        "apt-get check -qq -o DPkg::Lock::Timeout=50 >/dev/null 2>&1; "
        "status=$(dpkg-query -W -f='${{db:Status-Status}}' unattended-upgrades 2>/dev/null); {}",
        command);
}

// What came with it and is half there: apt would refuse all work for as long as it is. It may have
// been there before in an older version, so that it is made whole where apt has it.
constexpr std::string_view mend_the_others =
    "half=$(dpkg-query -W -f='${db:Status-Eflag} ${binary:Package}\\n' | sed -n 's/^reinstreq "
    "//p'); [ -z \"$half\" ] || apt-get install -y --reinstall -o DPkg::Lock::Timeout=120 $half || "
    "dpkg --remove --force-remove-reinstreq $half";

// Whether dpkg has brought everything to an end that it began.
bool all_packages_are_whole() {
    const auto answer = os::run_command({.argv = {"dpkg", "--audit"}});
    return answer && answer->status == 0 && answer->output.empty();
}

// Where the computer itself stopped, dpkg finishes first what it had begun, and takes away also
// what is half there; that the program is there does not say that its package is whole. Its
// settings go too, unless some were there before: its own script writes them.
std::unique_ptr<Change> installed(bool had_settings) {
    const std::string_view away = had_settings ? "--remove" : "--purge";
    const std::string_view untouched =
        had_settings ? "''|not-installed|config-files" : "''|not-installed";
    // A package that came with it may wait half-way while this one was not begun yet.
    const std::string_view then =
        all_packages_are_whole() ? "[ -z \"$(dpkg --audit)\" ] && exit 0" : "exit 0";
    return CommandChange::plan(
        {.apply = {"sh", "-c",
                   held_to_the_end("dpkg --configure -a && apt-get install -y "
                                   "-o DPkg::Lock::Timeout=120 --no-install-recommends "
                                   "unattended-upgrades")},
         .revert = {"sh", "-c",
                    held_to_the_end(fmt::format("dpkg --configure -a; dpkg {} "
                                                "--force-remove-reinstreq unattended-upgrades "
                                                "&& {{ {}; }}",
                                                away, mend_the_others))},
         .check = {"sh", "-c", judged_at_rest("[ \"$status\" = installed ]")},
         .untouched = {"sh", "-c",
                       judged_at_rest(fmt::format("case \"$status\" in {}) {};; esac; exit 1",
                                                  untouched, then))}});
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
        if (!is_installed) {
            plan.changes.push_back(installed(is_there(situation.at(files_of_package))));
        }
        // The first is the package's own: while it is being installed, it is not ours to write.
        const bool is_free = is_installed && !is_there(situation.at(periodic));
        const auto file = situation.at(is_free ? periodic : last_word);
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
