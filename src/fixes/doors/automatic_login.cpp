// Nobody is logged in without a password when the computer starts: gdm, lightdm, sddm, getty.
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;
using formats::keyfile_dialect;

// Files, or folders of such files, in which display managers keep it.
constexpr std::array<std::string_view, 10> places{"/etc/gdm3",
                                                  "/etc/gdm",
                                                  "/etc/lightdm",
                                                  "/etc/lightdm/lightdm.conf.d",
                                                  "/etc/xdg/lightdm/lightdm.conf.d",
                                                  "/usr/share/lightdm/lightdm.conf.d",
                                                  "/etc/sddm.conf",
                                                  "/etc/sddm.conf.d",
                                                  "/usr/lib/sddm/sddm.conf.d",
                                                  "/etc/lxdm/lxdm.conf"};
constexpr std::string_view units = "/etc/systemd/system";

std::string off_in_gdm(std::string text) {
    for (const auto* key : {"AutomaticLoginEnable", "TimedLoginEnable"}) {
        const formats::SettingsKey where{"daemon", key};
        const auto value = formats::setting(text, keyfile_dialect, where);
        if (value && !equal_ignoring_case(*value, "false")) {
            text = formats::with_setting(text, keyfile_dialect, where, "false");
        }
    }
    return text;
}

// lightdm, sddm and lxdm log in whom they have a name for: the name goes.
std::string off_in_others(std::string text) {
    for (const auto& section : formats::section_names(text, keyfile_dialect)) {
        if (section.starts_with("Seat")) {
            text = formats::without_setting(text, keyfile_dialect, {section, "autologin-user"});
        }
        if (section == "base") {
            text = formats::without_setting(text, keyfile_dialect, {section, "autologin"});
        }
        if (section == "Autologin") {
            text = formats::without_setting(text, keyfile_dialect, {section, "User"});
        }
    }
    return text;
}

// "ExecStart=-/sbin/agetty --autologin eve --noclear %I": the two words go.
std::string off_in_command(std::string_view line) {
    std::string made;
    bool skip = false;
    for (const auto word : split(line, ' ')) {
        const bool names_next = word == "--autologin" || word == "-a";
        const bool goes = skip || names_next || word.starts_with("--autologin=");
        skip = names_next;
        if (goes) continue;
        if (!made.empty()) made += ' ';
        made += word;
    }
    return made;
}

std::string off_in_unit(std::string_view text) {
    std::string made;
    bool first = true;
    for (const auto line : split(text, '\n')) {
        if (!std::exchange(first, false)) made += '\n';
        made += line.starts_with("ExecStart=") ? off_in_command(line) : std::string(line);
    }
    return made;
}

class AutomaticLogin : public Fix {
public:
    std::string_view name() const override { return "automatic-login"; }
    std::vector<std::string_view> controls() const override { return {"ws-autologon"}; }
    Sentence title() const override {
        return {"redemande le mot de passe à l'allumage de cet ordinateur",
                "asks for the password again when this computer starts"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        Plan plan;
        for (const auto place : places) {
            for (const auto& file : files_at(situation.at(place), ".conf")) {
                const auto text = TRY(text_at(file));
                TRY(add_edit(plan, file, off_in_others(off_in_gdm(text))));
            }
        }
        TRY(off_in_terminals(situation, plan));
        if (plan.changes.empty()) {
            return nothing_to_mend(
                {"ni gdm, ni lightdm, ni sddm, ni lxdm, ni les terminaux n'ouvrent de session tout "
                 "seuls "
                 "ici : regardez les réglages de connexion du bureau",
                 "neither gdm, lightdm, sddm, lxdm nor the terminals log anybody in by themselves "
                 "here: "
                 "look at the desktop's login settings"});
        }
        for (const auto& subject : situation.subjects) plan.subjects.push_back(subject.name);
        plan.notes.push_back(
            {"Vérifiez que chacun connaît le mot de passe de son compte avant d'éteindre.",
             "Check that everybody knows the password of their account before you switch off."});
        plan.next.push_back(
            {"Cela prend effet au prochain démarrage.", "It takes effect at the next start."});
        return plan;
    }

private:
    static Result<> off_in_terminals(const Situation& situation, Plan& plan) {
        std::error_code failure;
        std::vector<fs::path> folders;
        for (const auto& entry : fs::directory_iterator(situation.at(units), failure)) {
            const auto name = entry.path().filename().string();
            const bool is_unit = name.ends_with(".service") || name.ends_with(".service.d");
            if (contains(name, "getty") && is_unit) folders.push_back(entry.path());
        }
        std::ranges::sort(folders);
        const auto before = plan.changes.size();
        for (const auto& folder : folders) {
            for (const auto& file : files_at(folder, ".conf")) {
                const auto text = TRY(text_at(file));
                TRY(add_edit(plan, file, off_in_unit(text)));
            }
        }
        if (plan.changes.size() > before && systemd_runs() && situation.is_live()) {
            plan.wakes.push_back({.command = {"systemctl", "daemon-reload"}});
        }
        return {};
    }
};

}  // namespace

std::unique_ptr<Fix> make_automatic_login() { return std::make_unique<AutomaticLogin>(); }

}  // namespace primum::fixes
