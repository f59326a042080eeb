// A module of the rsync server asks for a name and a password.
#include <algorithm>

#include "base/text.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"

namespace primum::fixes {
namespace {

using formats::samba_dialect;

const Server rsync{
    .process = "rsync", .options = {"--config=", "--config"}, .usual = "/etc/rsyncd.conf"};
constexpr std::string_view secrets_file = "/etc/rsyncd.primum_secrets";
constexpr std::string_view login = "cabinet";

class RsyncGuests : public Fix {
public:
    std::string_view name() const override { return "rsync-guests"; }
    std::vector<std::string_view> controls() const override { return {"net-smb-guest-share"}; }
    Sentence title() const override {
        return {"met un mot de passe au serveur rsync de cet ordinateur",
                "puts a password on this computer's rsync server"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        const auto modules = own_subjects(situation, {"rsync"});
        if (modules.empty()) return not_on_this_computer(situation);
        Plan plan;
        const auto password = situation.password();
        for (const auto& file : settings_files(situation, rsync)) {
            TRY(close_in(file, modules, plan));
        }
        if (plan.changes.empty()) {
            return nothing_to_mend({"les réglages de rsync ne montrent pas ce dossier",
                                    "rsync's settings do not show this folder"});
        }
        // Read by the server alone: it refuses a file that others may read (rsyncd.conf(5)).
        TRY(add_edit(plan, situation.at(secrets_file), fmt::format("{}:{}\n", login, password),
                     0600, password));
        // What must be there first comes first.
        std::ranges::rotate(plan.changes, plan.changes.end() - 1);
        plan.secrets.push_back({.what = {"Pour le serveur rsync", "For the rsync server"},
                                .login = std::string(login),
                                .password = password});
        plan.notes.push_back(
            {"Une sauvegarde qui se sert de ce serveur s'arrêtera tant qu'elle n'a pas ce mot de "
             "passe.",
             "A backup that uses this server will stop until it has this password."});
        return plan;
    }

private:
    static Result<> close_in(const std::filesystem::path& file,
                             const std::vector<OwnSubject>& modules, Plan& plan) {
        auto text = TRY(text_at(file));
        for (const auto& module : modules) {
            const auto names = formats::section_names(text, samba_dialect);
            const auto name = std::ranges::find(names, module.place.name);
            if (name == names.end()) continue;
            text = formats::with_setting(text, samba_dialect, {*name, "auth users"}, login);
            text =
                formats::with_setting(text, samba_dialect, {*name, "secrets file"}, secrets_file);
            plan.subjects.push_back(module.subject->name);
        }
        return add_edit(plan, file, std::move(text));
    }
};

}  // namespace

std::unique_ptr<Fix> make_rsync_guests() { return std::make_unique<RsyncGuests>(); }

}  // namespace primum::fixes
