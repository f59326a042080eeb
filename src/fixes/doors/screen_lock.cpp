// The screen locks by itself after five minutes, for everybody on this computer.
//
// GNOME, Cinnamon and MATE by dconf: a database of the system and locks, so that nobody undoes it
// by a click (dconf(7), "PROFILES", "LOCKS"). KDE by its file for all, whose [$i] makes a group
// immutable (KDE System Administration, "Kiosk").
#include <array>

#include "base/text.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"
#include "fixes/folder.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;
using formats::keyfile_dialect;

constexpr std::string_view dconf_settings = "/etc/dconf/db/local.d/00-primum-screen-lock";
constexpr std::string_view dconf_locks = "/etc/dconf/db/local.d/locks/00-primum-screen-lock";
constexpr std::string_view dconf_profile = "/etc/dconf/profile/user";
constexpr std::string_view kde_settings = "/etc/xdg/kscreenlockerrc";

// Five minutes (CNIL guide 2024, sheet 6: at most some minutes), in the unit of each desktop.
constexpr std::string_view settings_text =
    "# Primum : l'écran se verrouille après 5 minutes.\n"
    "[org/gnome/desktop/session]\n"
    "idle-delay=uint32 300\n"
    "\n"
    "[org/gnome/desktop/screensaver]\n"
    "lock-enabled=true\n"
    "lock-delay=uint32 0\n"
    "\n"
    "[org/cinnamon/desktop/session]\n"
    "idle-delay=uint32 300\n"
    "\n"
    "[org/cinnamon/desktop/screensaver]\n"
    "lock-enabled=true\n"
    "lock-delay=uint32 0\n"
    "\n"
    "[org/mate/desktop/session]\n"
    "idle-delay=5\n"
    "\n"
    "[org/mate/screensaver]\n"
    "idle-activation-enabled=true\n"
    "lock-enabled=true\n"
    "lock-delay=0\n";

constexpr std::string_view locks_text =
    "# Primum : personne ne peut retirer ces réglages d'un clic.\n"
    "/org/gnome/desktop/session/idle-delay\n"
    "/org/gnome/desktop/screensaver/lock-enabled\n"
    "/org/gnome/desktop/screensaver/lock-delay\n"
    "/org/cinnamon/desktop/session/idle-delay\n"
    "/org/cinnamon/desktop/screensaver/lock-enabled\n"
    "/org/cinnamon/desktop/screensaver/lock-delay\n"
    "/org/mate/desktop/session/idle-delay\n"
    "/org/mate/screensaver/idle-activation-enabled\n"
    "/org/mate/screensaver/lock-enabled\n"
    "/org/mate/screensaver/lock-delay\n";

// The profile names the databases in order; ours must be among them.
std::string with_local_database(std::string text) {
    if (text.empty()) text = "user-db:user\n";
    for (const auto line : split(text, '\n')) {
        if (trim(line) == "system-db:local") return text;
    }
    if (!text.ends_with('\n')) text += '\n';
    return text + "system-db:local\n";
}

class ScreenLock : public Fix {
public:
    std::string_view name() const override { return "screen-lock"; }
    std::vector<std::string_view> controls() const override { return {"ws-screen-lock"}; }
    Sentence title() const override {
        return {"verrouille l'écran après 5 minutes, pour tous les comptes de cet ordinateur",
                "locks the screen after 5 minutes, for all accounts of this computer"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        Plan plan;
        if (is_there(situation.at("/usr/bin/dconf"))) TRY(set_dconf(situation, plan));
        if (is_there(situation.at("/usr/bin/plasmashell"))) TRY(set_kde(situation, plan));
        if (plan.changes.empty()) {
            return nothing_to_mend(
                {"ce bureau n'est ni GNOME, ni KDE, ni Cinnamon, ni MATE, ou le réglage y est déjà "
                 ": "
                 "réglez-le dans les paramètres du bureau",
                 "this desktop is neither GNOME, KDE, Cinnamon nor MATE, or it is set already: set "
                 "it "
                 "in the desktop's settings"});
        }
        for (const auto& subject : situation.subjects) plan.subjects.push_back(subject.name);
        plan.notes.push_back(
            {"Xfce et sway ont leur propre réglage, auquel Primum ne touche pas.",
             "Xfce and sway have a setting of their own, which Primum leaves alone."});
        plan.next.push_back(
            {"Fermez puis rouvrez chaque session pour que le réglage prenne effet. "
             "En quittant le poste : Super+L.",
             "Log out and in again for it to take effect. When you leave: Super+L."});
        return plan;
    }

private:
    static Result<> set_dconf(const Situation& situation, Plan& plan) {
        const auto before = plan.changes.size();
        TRY(add_edit(plan, situation.at(dconf_settings), std::string(settings_text)));
        TRY(add_edit(plan, situation.at(dconf_locks), std::string(locks_text)));
        const auto profile = situation.at(dconf_profile);
        TRY(add_edit(plan, profile, with_local_database(TRY(text_at(profile)))));
        if (plan.changes.size() > before) {
            plan.wakes.push_back(
                {.command = {"dconf", "update", situation.at("/etc/dconf/db").string()}});
        }
        return {};
    }

    static Result<> set_kde(const Situation& situation, Plan& plan) {
        return add_settings(plan, situation.at(kde_settings), keyfile_dialect,
                            {{{"Daemon", "Autolock[$i]"}, "true"},
                             {{"Daemon", "Timeout[$i]"}, "5"},
                             {{"Daemon", "LockGrace[$i]"}, "0"},
                             {{"Daemon", "LockOnResume[$i]"}, "true"}});
    }
};

}  // namespace

std::unique_ptr<Fix> make_screen_lock() { return std::make_unique<ScreenLock>(); }

}  // namespace primum::fixes
