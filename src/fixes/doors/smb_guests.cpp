// Samba's shares that let guests in are closed to them: in smb.conf, and in the shares that people
// made from their desktop (net usershare).
#include <signal.h>

#include <algorithm>

#include "base/text.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/samba.h"

namespace primum::fixes {
namespace {

using formats::samba_dialect;

constexpr std::string_view desktop_shares = "/var/lib/samba/usershares";

bool is_yes(const std::optional<std::string>& value) {
    return value && (equal_ignoring_case(*value, "yes") || equal_ignoring_case(*value, "true") ||
                     *value == "1");
}

bool has_section(std::string_view text, std::string_view name) {
    const auto names = formats::section_names(text, samba_dialect);
    return std::ranges::any_of(names,
                               [&](const auto& each) { return equal_ignoring_case(each, name); });
}

// "public" is another name of "guest ok", "only guest" of "guest only" (smb.conf(5)).
std::string without_guests(std::string text, const std::string& share) {
    for (const auto* other : {"guest only", "only guest", "public"}) {
        const formats::SettingsKey where{share, other};
        if (is_yes(formats::setting(text, samba_dialect, where))) {
            text = formats::with_setting(text, samba_dialect, where, "no");
        }
    }
    return formats::with_setting(text, samba_dialect, {share, "guest ok"}, "no");
}

bool any_guest_left(std::string_view text) {
    const auto names = formats::section_names(text, samba_dialect);
    return std::ranges::any_of(names, [&](const auto& name) {
        return is_yes(formats::setting(text, samba_dialect, {name, "guest ok"})) ||
               is_yes(formats::setting(text, samba_dialect, {name, "public"}));
    });
}

class SmbGuests : public Fix {
public:
    std::string_view name() const override { return "smb-guests"; }
    std::vector<std::string_view> controls() const override { return {"net-smb-guest-share"}; }
    Sentence title() const override {
        return {"ferme aux invités les dossiers partagés (SMB) de cet ordinateur",
                "closes this computer's shared folders (SMB) to guests"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        const auto shares = own_subjects(situation, {"smb"});
        if (shares.empty()) return not_on_this_computer(situation);
        Plan plan;
        for (const auto& file : settings_files(situation, samba)) {
            TRY(close_in(file, shares, plan));
        }
        for (const auto& share : shares) TRY(close_desktop_share(situation, share, plan));
        if (plan.changes.empty()) {
            return nothing_to_mend(
                {"les réglages de Samba ne montrent pas ce partage (NAS d'un fabricant ?) : "
                 "réglez-le sur la page de l'appareil",
                 "Samba's settings do not show this share (a vendor's NAS?): set it on the "
                 "device's "
                 "page"});
        }
        plan.wakes.push_back({.service = "smbd", .signal = SIGHUP});
        plan.notes.push_back(
            {"Ces dossiers demanderont un compte et un mot de passe, à tous et tout de suite. Un "
             "scanner ou un appareil qui y écrivait sans compte s'arrêtera d'écrire.",
             "These folders will ask everybody for an account and a password, at once. A scanner "
             "or "
             "a device that wrote there without one will stop writing."});
        plan.next.push_back({"Un compte par personne (et un par appareil) : sudo smbpasswd -a NOM",
                             "One account a person (and one a device): sudo smbpasswd -a NAME"});
        return plan;
    }

private:
    static Result<> close_in(const std::filesystem::path& file,
                             const std::vector<OwnSubject>& shares, Plan& plan) {
        auto text = TRY(text_at(file));
        const auto before = text;
        for (const auto& share : shares) {
            if (!has_section(text, share.place.name)) continue;
            text = without_guests(std::move(text), share.place.name);
            plan.subjects.push_back(share.subject->name);
        }
        if (text == before) return {};
        if (!any_guest_left(text)) {
            text = formats::with_setting(text, samba_dialect, {"global", "map to guest"}, "Never");
        }
        return add_edit(plan, file, std::move(text));
    }

    static Result<> close_desktop_share(const Situation& situation, const OwnSubject& share,
                                        Plan& plan) {
        const auto name = lower_case(share.place.name);
        if (contains(name, "/") || name.starts_with(".")) return {};
        const auto file = situation.at(desktop_shares) / name;
        const auto text = TRY(text_at(file));
        if (text.empty()) return {};
        plan.subjects.push_back(share.subject->name);
        return add_edit(
            plan, file,
            formats::with_setting(text, formats::vsftpd_dialect, {"", "guest_ok"}, "n"));
    }
};

}  // namespace

std::unique_ptr<Fix> make_smb_guests() { return std::make_unique<SmbGuests>(); }

}  // namespace primum::fixes
