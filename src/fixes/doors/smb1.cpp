// Samba no longer speaks the first version of SMB.
#include <signal.h>

#include "base/text.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/samba.h"

namespace primum::fixes {
namespace {

using formats::samba_dialect;

// Two names for one setting (smb.conf(5)): the one that is there is kept.
std::string_view name_in(std::string_view text) {
    const auto is_short = formats::setting(text, samba_dialect, {"global", "min protocol"});
    return is_short ? "min protocol" : "server min protocol";
}

class Smb1 : public Fix {
public:
    std::string_view name() const override { return "smb1"; }
    std::vector<std::string_view> controls() const override { return {"net-smb1"}; }
    Sentence title() const override {
        return {"arrête la première version de SMB, celle que les rançongiciels exploitent",
                "stops the first version of SMB, the one that ransomware exploits"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        const auto doors = own_subjects(situation);
        if (doors.empty()) return not_on_this_computer(situation);
        Plan plan;
        for (const auto& file : settings_files(situation, samba)) {
            const auto name = name_in(TRY(text_at(file)));
            TRY(add_settings(plan, file, samba_dialect, {{{"global", name}, "SMB2"}}));
        }
        if (plan.changes.empty()) {
            return nothing_to_mend(
                {"les réglages de Samba n'y sont pour rien (NAS d'un fabricant ?) "
                 ": réglez-le sur la page de l'appareil",
                 "Samba's settings are not the cause (a vendor's NAS?): set it on "
                 "the device's page"});
        }
        for (const auto& door : doors) plan.subjects.push_back(door.subject->name);
        plan.wakes.push_back({.service = "smbd", .signal = SIGHUP});
        plan.notes.push_back(
            {"Un vieux scanner, un vieil appareil d'imagerie ou Windows XP ne pourront plus écrire "
             "sur cet ordinateur. S'il vous en faut un, revenez en arrière et isolez-le.",
             "An old scanner, an old imaging device or Windows XP will no longer be able to write "
             "to "
             "this computer. If you need one, undo this and put it on a network of its own."});
        return plan;
    }
};

}  // namespace

std::unique_ptr<Fix> make_smb1() { return std::make_unique<Smb1>(); }

}  // namespace primum::fixes
