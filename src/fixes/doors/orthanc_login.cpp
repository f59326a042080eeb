// Orthanc asks who is there: authentication on, a named account, and no remote access in clear.
#include <signal.h>

#include <nlohmann/json.hpp>

#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"
#include "fixes/doors/orthanc.h"

namespace primum::fixes {
namespace {

constexpr std::string_view login = "cabinet";

// Accounts that everybody knows from the documentation are no accounts.
bool has_account(const std::optional<std::string>& registered) {
    if (!registered) return false;
    const auto users = Json::parse(*registered, nullptr, /*allow_exceptions=*/false,
                                   /*ignore_comments=*/true);
    if (!users.is_object()) return false;
    for (const auto& [name, password] : users.items()) {
        if (password.is_string() && password.get<std::string>() != name &&
            password.get<std::string>() != "alicePassword") {
            return true;
        }
    }
    return false;
}

bool is_true(const std::optional<std::string>& value) { return value && *value == "true"; }

class OrthancLogin : public Fix {
public:
    std::string_view name() const override { return "orthanc-login"; }
    std::vector<std::string_view> controls() const override {
        return {"net-orthanc-noauth", "net-dicomweb-open"};
    }
    Sentence title() const override {
        return {"met un mot de passe à Orthanc et ferme son accès en clair depuis le réseau",
                "puts a password on Orthanc and closes its clear access from the network"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        const auto doors = own_subjects(situation);
        if (doors.empty()) return not_on_this_computer(situation);
        Plan plan;
        for (const auto& settings : orthanc_settings(situation)) {
            TRY(close(situation, settings, plan));
        }
        if (plan.changes.empty()) {
            return nothing_to_mend(
                {"Orthanc demande déjà un mot de passe, ou n'est pas sur cet "
                 "ordinateur (une version d'avant 1.5.8 se met à jour)",
                 "Orthanc asks for a password already, or is not on this computer "
                 "(a version before 1.5.8 has to be updated)"});
        }
        for (const auto& door : doors) plan.subjects.push_back(door.subject->name);
        plan.wakes.push_back({.service = "orthanc", .process = "Orthanc", .signal = SIGHUP});
        return plan;
    }

private:
    static Result<> close(const Situation& situation, const OrthancSettings& settings, Plan& plan) {
        std::map<std::string, std::string> members{{"AuthenticationEnabled", "true"}};
        std::string password;
        if (!has_account(TRY(settings.value("RegisteredUsers")))) {
            password = situation.password();
            members["RegisteredUsers"] = Json{{login, password}}.dump();
            plan.secrets.push_back(
                {.what = {"Pour Orthanc, dans le navigateur", "For Orthanc, in the browser"},
                 .login = std::string(login),
                 .password = password});
        }
        const bool in_clear = !is_true(TRY(settings.value("SslEnabled")));
        if (in_clear && is_true(TRY(settings.value("RemoteAccessAllowed")))) {
            members["RemoteAccessAllowed"] = "false";
            plan.notes.push_back(say(
                "Orthanc envoie tout en clair (sans TLS) : les autres postes ne le verront plus "
                "dans "
                "leur navigateur. S'il vous le faut, remettez RemoteAccessAllowed à true dans {} ; "
                "le mot de passe restera demandé. La réception DICOM n'est pas touchée.",
                "Orthanc sends everything in clear (no TLS): the other computers will no longer "
                "see "
                "it in their browser. If you need it, set RemoteAccessAllowed to true again in {}; "
                "the password will still be asked for. Receiving by DICOM is not touched.",
                settings.files.front().string()));
        }
        return add_orthanc_edits(plan, settings, members, password);
    }
};

}  // namespace

std::unique_ptr<Fix> make_orthanc_login() { return std::make_unique<OrthancLogin>(); }

}  // namespace primum::fixes
