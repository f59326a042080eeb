// Health files leave a folder that is copied to the cloud, for one that is not.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "fixes/changes/moved_folder.h"
#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"
#include "fixes/folder.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view new_folder = "Hors synchronisation";
constexpr int new_folders_max = 1000;

// A folder that is not there yet, beside the one that is copied.
Result<fs::path> free_name(const fs::path& beside) {
    std::error_code failure;
    for (int i = 1; i <= new_folders_max; ++i) {
        auto path = beside / std::string(new_folder);
        if (i > 1) path += fmt::format(" {}", i);
        if (!fs::exists(path, failure)) return path;
    }
    return Error{ErrorKind::usage,
                 say("trop de dossiers « {} »", "too many folders \"{}\"", new_folder)};
}

class LeftSync : public Fix {
public:
    std::string_view name() const override { return "left-sync"; }
    std::vector<std::string_view> controls() const override { return {"data-cloud-sync"}; }
    Sentence title() const override {
        return {"sort les fichiers de santé d'un dossier copié dans le nuage",
                "takes health files out of a folder that is copied to the cloud"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        std::map<fs::path, std::vector<fs::path>> files_by_root;
        Plan plan;
        for (const auto& subject : situation.subjects) {
            auto path = path_of(subject);
            const auto root = path ? root_of(*path) : fs::path{};
            if (root.empty()) continue;
            if (!is_below(*path, root)) {
                return Error{ErrorKind::usage,
                             say("désignez les dossiers à sortir, pas tout {}",
                                 "name the folders to take out, not all of {}", root.string())};
            }
            files_by_root[root].push_back(std::move(*path));
            plan.subjects.push_back(subject.name);
        }
        for (auto& [root, files] : files_by_root) {
            // What stands inside another one goes with it.
            std::ranges::sort(files);
            const auto doubles = std::ranges::unique(files);
            files.erase(doubles.begin(), doubles.end());
            const auto inside = [&](const fs::path& path) {
                return std::ranges::any_of(
                    files, [&](const fs::path& other) { return is_below(path, other); });
            };
            auto outermost = files;
            std::erase_if(outermost, inside);
            const auto to = TRY(free_name(root.parent_path()));
            plan.changes.push_back(TRY(MovedFolder::plan(root, to, std::move(outermost))));
        }
        if (plan.changes.empty()) {
            return nothing_to_mend({"ces dossiers ne sont pas dans un dossier synchronisé connu",
                                    "these folders are in no known synchronised folder"});
        }
        plan.notes.push_back(
            {"Les fichiers restent en clair sur cet ordinateur : chiffrez ensuite ce dossier "
             "(primum fix data-health-clear).",
             "The files stay in clear on this computer: encrypt that folder next (primum fix "
             "data-health-clear)."});
        plan.next.push_back(
            {"Le service en ligne en garde une copie dans sa corbeille et son historique : "
             "videz-les sur son site, pour tous ses appareils.",
             "The online service keeps a copy in its bin and its history: empty them on its site, "
             "for all its devices."});
        return plan;
    }

private:
    // Where the copy to the cloud begins: the uppermost folder with such a service's name.
    static fs::path root_of(fs::path path) {
        static constexpr std::array<std::string_view, 10> clouds{
            "dropbox",  "onedrive", "google drive", "googledrive", "nextcloud",
            "owncloud", "icloud",   "kdrive",       "pcloud",      "mega"};
        fs::path found;
        for (; path.has_relative_path(); path = path.parent_path()) {
            const auto name = lower_case(path.filename().string());
            const bool is_cloud = std::ranges::any_of(
                clouds, [&](const auto cloud) { return name.starts_with(cloud); });
            if (is_cloud) found = path;
        }
        return found;
    }
};

}  // namespace

std::unique_ptr<Fix> make_left_sync() { return std::make_unique<LeftSync>(); }

}  // namespace primum::fixes
