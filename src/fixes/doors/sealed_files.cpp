// A folder, or a whole key, moves into an encrypted container (gocryptfs, or LUKS where the person
// asks for it), and its clear copies are erased.
#include <set>

#include "base/text.h"
#include "fixes/changes/sealed_folder.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t folders_shown_max = 8;

// Several files were found: the person chooses the folder.
Error choose_one(const Situation& situation) {
    std::set<std::string> folders;
    for (const auto& subject : situation.subjects) {
        const auto path = path_of(subject);
        if (!path || folders.size() >= folders_shown_max) continue;
        std::error_code failure;
        folders.insert((fs::is_directory(*path, failure) ? *path : path->parent_path()).string());
    }
    std::string list;
    for (const auto& folder : folders) {
        list += fmt::format("\n    primum fix {} '{}'", situation.control, folder);
    }
    return {ErrorKind::usage, say("dites quel dossier chiffrer, par exemple :{}",
                                  "say which folder to encrypt, for example:{}", list)};
}

class SealedFiles : public Fix {
public:
    std::string_view name() const override { return "sealed-files"; }
    std::vector<std::string_view> controls() const override {
        return {"data-health-clear", "data-dicom-clear", "data-export-left",
                "data-mail-store",   "data-hprim-clear", "ws-removable-not-encrypted"};
    }
    Sentence title() const override {
        return {
            "met un dossier ou une clé dans un conteneur chiffré, et efface les copies en clair",
            "moves a folder or a key into an encrypted container, and erases the clear copies"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        if (situation.subjects.size() != 1) return choose_one(situation);
        const auto& subject = situation.subjects.front();
        const auto path = path_of(subject);
        std::error_code failure;
        if (!path) {
            return nothing_to_mend(say("« {} » n'est pas un dossier de cet ordinateur",
                                       "\"{}\" is no folder of this computer", subject.name));
        }
        if (!fs::is_directory(*path, failure)) return choose_one(situation);
        Plan plan;
        const auto password = situation.password();
        const auto& format = situation.container == nullptr ? gocryptfs() : *situation.container;
        plan.changes.push_back(TRY(SealedFolder::plan(*path, password, format)));
        plan.subjects.push_back(subject.name);
        const auto container = SealedFolder::container_of(*path, format);
        plan.secrets.push_back(
            {.what = say("Pour ouvrir le conteneur chiffré {}",
                         "To open the encrypted container {}", container.string()),
             .login = {},
             .password = password,
             .must_be_kept = true});
        plan.notes.push_back(
            {"Sans le mot de passe, ces fichiers sont perdus : Primum ne le garde nulle part.",
             "Without the password these files are lost: Primum keeps it nowhere."});
        plan.notes.push_back(
            {"Fermez d'abord les programmes qui s'en servent. Les originaux sont écrasés, mais un "
             "disque SSD ou une clé peut en garder des restes qu'un laboratoire saurait lire ; les "
             "sauvegardes d'avant les contiennent toujours.",
             "First close the programs that use them. The originals are overwritten, but an SSD or "
             "a "
             "key may keep remains that a laboratory could read; older backups still hold them."});
        const auto how = format.how_to_open(container);
        plan.next.push_back(
            {"Pour l'ouvrir : " + how.french + ".", "To open it: " + how.english + "."});
        return plan;
    }
};

}  // namespace

std::unique_ptr<Fix> make_sealed_files() { return std::make_unique<SealedFiles>(); }

}  // namespace primum::fixes
