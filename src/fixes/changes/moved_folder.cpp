#include "fixes/changes/moved_folder.h"

#include <nlohmann/json.hpp>

#include "fixes/folder.h"
#include "os/kept_file.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
    std::error_code failure;
    return fs::is_directory(fs::symlink_status(path, failure));
}

}  // namespace

Result<std::unique_ptr<Change>> MovedFolder::plan(const fs::path& from, const fs::path& to,
                                                  std::vector<fs::path> what) {
    if (is_there(to)) {
        return Error{ErrorKind::usage, say("{} existe déjà", "{} is there already", to.string())};
    }
    std::uint64_t files = 0;
    for (const auto& path : what) {
        if (!is_below(path, from)) {
            return Error{ErrorKind::usage,
                         say("ce n'est pas dans {}", "it is not in {}", from.string())};
        }
        files += TRY(measure_folder(path)).files;
    }
    std::unique_ptr<MovedFolder> change(new MovedFolder(from, to, files));
    change->what_ = std::move(what);
    return std::unique_ptr<Change>(std::move(change));
}

Result<std::unique_ptr<Change>> MovedFolder::from(const Json& kept) {
    const auto from = TRY(from_json_text(TRY(kept_text(kept, "from"))));
    const auto to = TRY(from_json_text(TRY(kept_text(kept, "to"))));
    return std::unique_ptr<Change>(new MovedFolder(from, to, TRY(kept_number(kept, "files"))));
}

Json MovedFolder::keep() const {
    return {{"kind", kind},
            {"from", as_json_text(from_.string())},
            {"to", as_json_text(to_.string())},
            {"files", files_}};
}

Sentence MovedFolder::show() const {
    return say("{0} fichiers quittent\n    {1}\npour\n    {2}\n",
               "{0} files leave\n    {1}\nfor\n    {2}\n", files_, from_.string(), to_.string());
}

bool MovedFolder::is_allowed() const { return os::may_change(from_ / "x") && os::may_change(to_); }

Result<Stands> MovedFolder::look() const {
    if (!is_there(to_)) return is_folder(from_) ? Stands::before : Stands::foreign;
    const auto there = TRY(measure_folder(to_)).files;
    return there >= files_ ? Stands::after : Stands::between;
}

Result<> MovedFolder::apply() {
    for (const auto& path : what_) {
        if (is_there(path)) TRY(move_whole(path, to_ / fs::relative(path, from_)));
    }
    return {};
}

// A folder that is still there on the other side is gone into; what is not there moves as a whole.
Result<> MovedFolder::move_back(const fs::path& inside) const {
    const auto home = from_ / fs::relative(inside, to_);
    if (!is_there(home)) return move_whole(inside, home);
    if (is_folder(inside) && is_folder(home)) {
        for (const auto& entry : TRY(entries_of(inside))) TRY(move_back(entry));
        return remove_whole(inside);
    }
    // Interrupted between copy and erasure: both are there. Never over something else.
    if (!compare_whole(inside, home)) {
        return Error{ErrorKind::denied,
                     say("un fichier du même nom a été mis entre-temps dans {} : déplacez-le, puis "
                         "recommencez",
                         "a file of the same name was put meanwhile into {}: move it, then try "
                         "again",
                         home.parent_path().string())};
    }
    return remove_whole(inside);
}

Result<> MovedFolder::revert() {
    if (!is_there(to_)) return {};
    // What a move between disks left half done.
    std::error_code failure;
    std::vector<fs::path> halves;
    for (const auto& entry : fs::recursive_directory_iterator(to_, failure)) {
        if (entry.path().extension() == ".primum-part") halves.push_back(entry.path());
    }
    for (const auto& half : halves) TRY(remove_whole(half));
    fs::create_directories(from_, failure);
    return move_back(to_);
}

}  // namespace primum::fixes
