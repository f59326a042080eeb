#include "probes/host/volumes.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "os/volumes.h"
#include "probes/host/machine.h"
#include "probes/host/people.h"

namespace primum::probes {
namespace {

// How a person's folder is encrypted inside a volume that is not; empty when it is not.
std::string folder_encryption(const os::FileTree& tree, const LocalAccount& person) {
    if (tree.is_encrypted(person.home) == true) return "fscrypt";
    // Where eCryptfs keeps the keys of a folder that is open only while its owner is logged in.
    const bool has_ecryptfs = tree.exists("/home/.ecryptfs/" + person.name + "/.ecryptfs") &&
                              tree.exists("/home/.ecryptfs/" + person.name + "/.Private");
    return has_ecryptfs ? "ecryptfs" : "";
}

bool is_boot(const std::filesystem::path& mount) {
    return mount == "/boot" || mount == "/efi" || mount == "/boot/efi" || mount == "/boot/firmware";
}

class Reporter {
public:
    Reporter(const os::FileTree& tree, std::vector<os::Volume> volumes,
             std::vector<LocalAccount> people, facts::Sink& sink)
        : tree_(tree),
          volumes_(std::move(volumes)),
          people_(std::move(people)),
          machine_(describe_machine(tree)),
          sink_(sink) {}

    void report() {
        for (const auto& volume : volumes_) {
            if (is_kept_somewhere(volume) && !is_shown_again(volume)) report_volume(volume);
        }
        for (const auto& person : people_) report_folder(person);
    }

private:
    // Not memory, and not a view of other files, as a container's layers or a program's own image.
    static bool is_kept_somewhere(const os::Volume& volume) {
        if (volume.memory) return false;
        return volume.device.starts_with("/dev/") || volume.network || volume.encrypted ||
               volume.filesystem == "zfs" || volume.mount == "/";
    }

    // A part of a disk that is mounted a second time, as containers and namespaces do.
    bool is_shown_again(const os::Volume& volume) {
        const bool known = !reported_.insert(volume.device).second;
        return known && volume.device.starts_with("/dev/") && holds(volume) == "data";
    }

    void report_volume(const os::Volume& volume) {
        facts::Volume row{.device = printable(volume.device),
                          .mount = printable(volume.mount.string()),
                          .filesystem = volume.filesystem,
                          .holds = holds(volume),
                          .encrypted = volume.encrypted,
                          .removable = volume.removable,
                          .network = volume.network};
        if (!volume.encryption.empty()) row.encryption = volume.encryption;
        if (machine_.portable) row.portable = *machine_.portable || volume.removable == true;
        row.people = std::ranges::count_if(
            people_, [&](const LocalAccount& person) { return keeps_clear(volume, person); });
        if (!volume.encrypted && !volume.network) tell_unknown(volume);
        sink_.add(row);
    }

    void report_folder(const LocalAccount& person) {
        const auto encryption = folder_encryption(tree_, person);
        const auto* volume = os::volume_of(volumes_, person.home);
        if (encryption.empty() || volume == nullptr || volume->mount == person.home) return;
        facts::Volume row{.device = printable(volume->device),
                          .mount = printable(person.home.string()),
                          .filesystem = volume->filesystem,
                          .holds = "home",
                          .encrypted = true,
                          .encryption = encryption,
                          .removable = volume->removable,
                          .network = volume->network,
                          .people = 0};
        row.portable = machine_.portable;
        sink_.add(row);
    }

    std::string holds(const os::Volume& volume) const {
        if (volume.filesystem == "swap") return "swap";
        if (volume.mount == "/") return "system";
        if (is_boot(volume.mount)) return "boot";
        const auto under = volume.mount.string() + "/";
        const bool has_home = std::ranges::any_of(people_, [&](const LocalAccount& person) {
            return person.home == volume.mount || person.home.string().starts_with(under);
        });
        return has_home ? "home" : "data";
    }

    bool keeps_clear(const os::Volume& volume, const LocalAccount& person) const {
        return volume.encrypted == false && os::volume_of(volumes_, person.home) == &volume &&
               folder_encryption(tree_, person).empty();
    }

    void tell_unknown(const os::Volume& volume) {
        const auto what =
            say("le chiffrement de {}", "the encryption of {}", printable(volume.mount.string()));
        if (volume.filesystem == "zfs") {
            sink_.could_not_see(
                join(what, say("demandez « zfs get encryption {} »",
                               "ask \"zfs get encryption {}\"", printable(volume.device))));
        } else if (machine_.kind == "container") {
            sink_.could_not_see(
                join(what, {"dans un conteneur, le disque appartient à la machine qui le porte",
                            "in a container, the disk belongs to the machine that carries it"}));
        } else {
            sink_.could_not_see(
                join(what, say("le système ne décrit pas {}", "the system does not describe {}",
                               printable(volume.device))));
        }
    }

    const os::FileTree& tree_;
    std::vector<os::Volume> volumes_;
    std::vector<LocalAccount> people_;
    Machine machine_;
    std::set<std::string> reported_;  // Devices.
    facts::Sink& sink_;
};

}  // namespace

std::vector<const facts::TableDescription*> VolumesProbe::tables() const {
    return {&facts::table_of<facts::Volume>()};
}

std::vector<Sentence> VolumesProbe::explain() const {
    return {{"Rien n'est envoyé : la liste des disques du noyau est lue (/proc, /sys).",
             "Nothing is sent: the kernel's list of disks is read (/proc, /sys)."}};
}

Result<> VolumesProbe::observe(facts::Sink& sink) {
    const auto& tree = context_.tree();
    auto volumes = os::list_volumes(tree);
    if (!volumes) {
        if (volumes.error().kind != ErrorKind::not_found) return std::move(volumes).error();
        return Error{ErrorKind::not_found,
                     {"ce système n'est pas en marche : ses volumes ne sont pas montés",
                      "this system is not running: its volumes are not mounted"}};
    }
    SettingsReader reader(tree);
    auto people = TRY(local_accounts(reader));
    std::erase_if(people, [](const LocalAccount& account) { return !account.person; });
    Reporter(tree, *std::move(volumes), std::move(people), sink).report();
    return {};
}

}  // namespace primum::probes
