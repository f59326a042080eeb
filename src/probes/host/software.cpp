#include "probes/host/software.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "probes/host/browser_logins.h"
#include "probes/host/cloud_folders.h"
#include "probes/host/known_software.h"
#include "probes/host/people.h"
#include "probes/host/remote_control.h"
#include "probes/host/services.h"

namespace primum::probes {
namespace {

class Observer {
public:
    Observer(HostContext& context, facts::Sink& sink)
        : context_(context), tree_(context.tree()), reader_(tree_), sink_(sink) {}

    Result<> observe() {
        const auto accounts = TRY(local_accounts(accounts_reader_));
        std::vector<std::string> hidden;
        people_ = people_with_open_folders(tree_, accounts, hidden);
        if (auto programs = running_programs(tree_)) programs_ = *std::move(programs);
        for (const auto& known : known_software()) {
            if (auto row = find(known)) report(*std::move(row), known);
        }
        report_shared_desktops();
        report_people();
        reader_.tell(sink_, {"les réglages des logiciels", "the programs' settings"});
        tell_hidden_people(sink_, hidden);
        if (!context_.packages()) {
            sink_.could_not_see(join({"les logiciels installés", "the installed programs"},
                                     context_.packages().error().message));
        }
        return {};
    }

private:
    std::optional<facts::Software> find(const KnownSoftware& known) {
        facts::Software row{.name = std::string(known.name),
                            .category = std::string(known.category)};
        if (find_package(known, row)) return row;
        for (const auto* root : {"/var/lib/flatpak/app"}) {
            if (!known.flatpak.empty() &&
                tree_.exists(std::filesystem::path(root) / known.flatpak)) {
                row.found_by = "flatpak";
                return row;
            }
        }
        if (!known.snap.empty() && tree_.exists("/snap/" + std::string(known.snap))) {
            row.found_by = "snap";
            return row;
        }
        if (!known.path.empty() && tree_.exists(known.path)) {
            row.found_by = "folder";
            return row;
        }
        return find_of_person(known, row);
    }

    bool find_package(const KnownSoftware& known, facts::Software& row) {
        if (!context_.packages() || known.packages.empty()) return false;
        for (const auto name : split(known.packages, ' ')) {
            const auto* package = context_.packages()->find(name);
            if (package == nullptr) continue;
            row.found_by = "package";
            row.version = package->version;
            if (!context_.packages()->lists_refreshed) return true;
            row.outdated = !package->available.empty();
            if (*row.outdated) row.available_version = package->available;
            return true;
        }
        return false;
    }

    // Flatpaks that a person installed for herself.
    std::optional<facts::Software> find_of_person(const KnownSoftware& known,
                                                  facts::Software row) const {
        if (known.flatpak.empty()) return std::nullopt;
        for (const auto& person : people_) {
            if (!tree_.exists(person.home / ".local/share/flatpak/app" / known.flatpak)) continue;
            row.found_by = "flatpak";
            row.account = person.name;
            return row;
        }
        return std::nullopt;
    }

    void report(facts::Software row, const KnownSoftware& known) {
        if (programs_ && !known.process.empty()) {
            row.running = programs_->contains(std::string(known.process.substr(0, 15)));
        }
        if (!known.unit.empty()) {
            row.starts_by_itself = starts_with_the_system(tree_, std::string(known.unit));
        }
        if (row.category == "remote-control") {
            row.unattended_access = lets_in_unattended(known.name, reader_, people_);
            const bool active = row.running == true || row.starts_by_itself == true;
            if (is_always_open(known.name)) row.unattended_access = active;
        }
        sink_.add(row);
    }

    void report_shared_desktops() {
        for (const auto& shared : shared_desktops(reader_, people_)) {
            sink_.add(facts::Software{.name = shared.name,
                                      .category = "remote-control",
                                      .account = shared.account,
                                      .found_by = "settings",
                                      .unattended_access = shared.unattended,
                                      .listens = true});
        }
    }

    void report_people() {
        for (const auto& person : people_) {
            for (const auto& cloud : cloud_folders(reader_, person.home)) {
                sink_.add(facts::Software{.name = cloud.program,
                                          .category = "cloud-sync",
                                          .account = person.name,
                                          .found_by = "settings",
                                          .folder = cloud.folder});
            }
            for (const auto& row : count_saved_logins(tree_, person, sink_)) sink_.add(row);
        }
    }

    HostContext& context_;
    const os::FileTree& tree_;
    SettingsReader reader_;
    SettingsReader accounts_reader_{tree_};  // Rights are told by host.accounts, not here.
    facts::Sink& sink_;
    std::vector<LocalAccount> people_;
    std::optional<std::set<std::string>> programs_;
};

}  // namespace

std::vector<const facts::TableDescription*> SoftwareProbe::tables() const {
    return {&facts::table_of<facts::Software>(), &facts::table_of<facts::SavedLogin>()};
}

std::vector<Sentence> SoftwareProbe::explain() const {
    return {
        {"Rien n'est envoyé : la liste des logiciels et leurs réglages sont lus ; des mots de "
         "passe gardés par les navigateurs, seul le nombre par genre de site est retenu.",
         "Nothing is sent: the list of programs and their settings are read; of the passwords "
         "that browsers keep, only the number by kind of site is kept."}};
}

Result<> SoftwareProbe::observe(facts::Sink& sink) { return Observer(context_, sink).observe(); }

}  // namespace primum::probes
