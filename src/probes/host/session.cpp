#include "probes/host/session.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "probes/host/people.h"
#include "probes/host/session_lock.h"

namespace primum::probes {
namespace {

struct KnownDesktop {
    std::string_view session;  // The name of its session file begins with it.
    std::string_view name;
    std::string_view trace;  // In the folder of who has used it; empty when nothing is certain.
};

constexpr std::array desktops{
    KnownDesktop{"gnome", "gnome", ".config/dconf/user"},
    KnownDesktop{"ubuntu", "gnome", ".config/dconf/user"},
    KnownDesktop{"debian", "gnome", ".config/dconf/user"},
    KnownDesktop{"plasma", "kde", ".config/plasma-org.kde.plasma.desktop-appletsrc"},
    KnownDesktop{"xfce", "xfce", ".config/xfce4"},
    KnownDesktop{"xubuntu", "xfce", ".config/xfce4"},
    KnownDesktop{"cinnamon", "cinnamon", ".config/cinnamon"},
    KnownDesktop{"mate", "mate", ".config/mate"},
    KnownDesktop{"sway", "sway", ".config/sway"},
    KnownDesktop{"lxqt", "lxqt", ".config/lxqt"},
    KnownDesktop{"LXDE", "lxde", ".config/lxsession"},
    KnownDesktop{"lubuntu", "lxqt", ".config/lxqt"}};

const KnownDesktop* desktop_of_session(std::string_view session) {
    const auto known = std::ranges::find_if(desktops, [&](const KnownDesktop& desktop) {
        return lower_case(session).starts_with(lower_case(desktop.session));
    });
    return known == desktops.end() ? nullptr : &*known;
}

std::vector<const KnownDesktop*> installed_desktops(SettingsReader& reader, bool& unknown) {
    std::vector<const KnownDesktop*> installed;
    for (const auto* directory : {"/usr/share/wayland-sessions", "/usr/share/xsessions"}) {
        for (const auto& name : reader.names(directory)) {
            if (!name.ends_with(".desktop")) continue;
            const auto* known = desktop_of_session(name);
            unknown |= known == nullptr && name != "lightdm-xsession.desktop";
            const auto same = [&](const KnownDesktop* other) {
                return known != nullptr && other->name == known->name;
            };
            if (known != nullptr && std::ranges::none_of(installed, same)) {
                installed.push_back(known);
            }
        }
    }
    return installed;
}

// The one the person chose at the login screen; else those that left a trace; else the first.
std::vector<const KnownDesktop*> desktops_of(const LocalAccount& person, SettingsReader& reader,
                                             const std::vector<const KnownDesktop*>& installed) {
    if (installed.size() <= 1) return installed;
    const auto settings = reader.key_files({"/var/lib/AccountsService/users/" + person.name});
    for (const auto* key : {"Session", "XSession"}) {
        const auto session = settings.find("User", key).value_or("");
        const auto* chosen = session.empty() ? nullptr : desktop_of_session(session);
        if (chosen != nullptr) return {chosen};
    }
    std::vector<const KnownDesktop*> used;
    for (const auto* desktop : installed) {
        if (reader.tree().exists(person.home / desktop->trace)) used.push_back(desktop);
    }
    // Several desktops write to dconf: another trace says more.
    if (used.size() > 1) {
        std::erase_if(used, [](const KnownDesktop* desktop) { return desktop->name == "gnome"; });
    }
    return used.empty() ? std::vector{installed.front()} : used;
}

facts::Session row_of(const LocalAccount& person, const KnownDesktop& desktop,
                      SettingsReader& reader, const DesktopSettings& settings) {
    const auto rules = session_rules(desktop.name, person.home, reader, settings);
    facts::Session row{.account = person.name,
                       .desktop = std::string(desktop.name),
                       .automatic_lock = rules.locks,
                       .notifications_when_locked = rules.notifications_when_locked,
                       .usb_programs = rules.usb_programs};
    if (rules.locks == true) row.lock_after_seconds = rules.after.count();
    if (reader.hidden(person.home)) row.automatic_lock.reset();
    return row;
}

void observe_person(const LocalAccount& person, SettingsReader& reader, DesktopSettings& settings,
                    const std::vector<const KnownDesktop*>& installed,
                    std::vector<facts::Session>& sessions) {
    for (const auto* desktop : desktops_of(person, reader, installed)) {
        sessions.push_back(row_of(person, *desktop, reader, settings));
    }
}

}  // namespace

Result<std::vector<facts::Session>> observe_sessions(const os::FileTree& tree, facts::Sink& sink) {
    SettingsReader reader(tree);
    const auto accounts = TRY(local_accounts(reader));
    std::vector<std::string> hidden;
    const auto people = people_with_open_folders(tree, accounts, hidden);
    bool unknown = false;
    const auto installed = installed_desktops(reader, unknown);
    std::vector<facts::Session> sessions;
    if (installed.empty()) {
        if (unknown && !people.empty()) {
            sink.could_not_see({"les réglages d'un bureau que Primum ne connaît pas",
                                "the settings of a desktop that Primum does not know"});
        }
        return sessions;
    }
    tell_hidden_people(sink, hidden);
    DesktopSettings settings(reader);
    for (const auto& person : people) {
        const auto opened = settings.use_person(person.home);
        if (!opened) {
            sink.could_not_see(join(say("la session de {}", "the session of {}", person.name),
                                    opened.error().message));
            continue;
        }
        observe_person(person, reader, settings, installed, sessions);
    }
    return sessions;
}

std::vector<const facts::TableDescription*> SessionProbe::tables() const {
    return {&facts::table_of<facts::Session>()};
}

std::vector<Sentence> SessionProbe::explain() const {
    return {
        {"Rien n'est envoyé : les réglages du bureau de chaque compte sont lus (verrouillage, "
         "notifications, clés USB).",
         "Nothing is sent: the desktop settings of each account are read (lock, "
         "notifications, USB keys)."}};
}

Result<> SessionProbe::observe(facts::Sink& sink) {
    for (const auto& session : TRY(observe_sessions(context_.tree(), sink))) sink.add(session);
    return {};
}

}  // namespace primum::probes
