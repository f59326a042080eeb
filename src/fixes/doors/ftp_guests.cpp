// vsftpd no longer lets in who has no account.
#include <signal.h>

#include "base/text.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"

namespace primum::fixes {
namespace {

using formats::vsftpd_dialect;

const Server vsftpd{.process = "vsftpd", .takes_file_alone = true, .usual = "/etc/vsftpd.conf"};
constexpr std::string_view accounts_file = "/etc/vsftpd.primum_accounts";
constexpr std::string_view accounts_text =
    "# Primum : un nom de compte par ligne a le droit d'entrer par FTP.\n";

bool is_on(std::string_view text, std::string_view key) {
    const auto value = formats::setting(text, vsftpd_dialect, {"", key});
    return value && equal_ignoring_case(*value, "yes");
}

class FtpGuests : public Fix {
public:
    std::string_view name() const override { return "ftp-guests"; }
    std::vector<std::string_view> controls() const override { return {"net-smb-guest-share"}; }
    Sentence title() const override {
        return {"ferme le serveur FTP de cet ordinateur à qui n'a pas de compte",
                "closes this computer's FTP server to those who have no account"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        const auto shares = own_subjects(situation, {"ftp"});
        if (shares.empty()) return not_on_this_computer(situation);
        Plan plan;
        for (const auto& file : settings_files(situation, vsftpd)) {
            TRY(close_in(situation, file, plan));
        }
        if (plan.changes.empty()) {
            return nothing_to_mend(
                {"ce serveur FTP n'est pas vsftpd, ou ses réglages sont ailleurs",
                 "this FTP server is not vsftpd, or its settings are elsewhere"});
        }
        for (const auto& share : shares) plan.subjects.push_back(share.subject->name);
        plan.wakes.push_back({.service = "vsftpd", .signal = SIGHUP});
        plan.notes.push_back(
            {"FTP envoie encore les mots de passe en clair : mieux vaut l'arrêter tout à fait "
             "(primum fix net-cleartext-service).",
             "FTP still sends passwords in clear: better to stop it altogether (primum fix "
             "net-cleartext-service)."});
        return plan;
    }

private:
    static Result<> close_in(const Situation& situation, const std::filesystem::path& file,
                             Plan& plan) {
        auto text = TRY(text_at(file));
        // Its default is YES where nothing is said (vsftpd.conf(5)).
        const auto said = formats::setting(text, vsftpd_dialect, {"", "anonymous_enable"});
        if (said && equal_ignoring_case(*said, "no")) return {};
        text = formats::with_setting(text, vsftpd_dialect, {"", "anonymous_enable"}, "NO");
        if (!is_on(text, "local_enable")) {
            // vsftpd does not start without any kind of visitor: accounts are let in by a list,
            // which is empty.
            const std::vector<NewSetting> listed{{{"", "local_enable"}, "YES"},
                                                 {{"", "userlist_enable"}, "YES"},
                                                 {{"", "userlist_deny"}, "NO"},
                                                 {{"", "userlist_file"}, accounts_file}};
            for (const auto& [where, value] : listed) {
                text = formats::with_setting(text, vsftpd_dialect, where, value);
            }
            TRY(add_edit(plan, situation.at(accounts_file), std::string(accounts_text), 0600));
            plan.next.push_back(
                say("Plus personne n'entre par FTP. Pour laisser entrer un compte, "
                    "ajoutez son nom dans {}",
                    "Nobody enters by FTP any more. To let an account in, add its "
                    "name to {}",
                    accounts_file));
        }
        return add_edit(plan, file, std::move(text));
    }
};

}  // namespace

std::unique_ptr<Fix> make_ftp_guests() { return std::make_unique<FtpGuests>(); }

}  // namespace primum::fixes
