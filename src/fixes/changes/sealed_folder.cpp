#include "fixes/changes/sealed_folder.h"

#include <sys/stat.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>

#include "fixes/folder.h"
#include "os/file.h"
#include "os/kept_file.h"
#include "os/system_error.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;

// What a file system keeps for itself at the top of a disk.
constexpr std::array<std::string_view, 2> of_the_disk{"lost+found", "System Volume Information"};

Result<> rename_durably(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        return os::system_error(errno, say("renommer {}", "rename {}", from.string()));
    }
    return os::sync_folder(to.parent_path());
}

Result<struct stat> looks_of(const fs::path& folder) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) == 0) return status;
    return os::system_error(errno, say("lire {}", "read {}", folder.string()));
}

Error in_the_way(const fs::path& path) {
    return {ErrorKind::usage,
            say("{0} existe déjà : renommez-le, puis recommencez",
                "{0} is there already: rename it, then try again", path.string())};
}

}  // namespace

SealedFolder::SealedFolder(fs::path folder, const ContainerFormat& format)
    : format_(&format), folder_(std::move(folder)) {
    is_disk_ = is_mount_point(folder_);
    container_ = container_of(folder_, format);
    container_part_ = container_.string() + ".primum-part";
    container_old_ = container_.string() + ".primum-old";
    opened_ = container_.string() + ".primum-open";
    const auto clear = is_disk_ ? (folder_ / "clair").string() : folder_.string();
    clear_part_ = clear + ".primum-part";
    clear_whole_ = clear + ".primum-whole";
}

fs::path SealedFolder::container_of(const fs::path& folder, const ContainerFormat& format) {
    const std::string ending(format.ending());
    if (is_mount_point(folder)) return folder / ("dossiers" + ending);
    return folder.string() + ending;
}

Result<std::unique_ptr<Change>> SealedFolder::plan(const fs::path& folder,
                                                   const std::string& password,
                                                   const ContainerFormat& format) {
    TRY(format.is_possible());
    std::error_code failure;
    const auto real = fs::canonical(folder, failure);
    if (failure || !fs::is_directory(real)) {
        return Error{ErrorKind::usage,
                     say("{} n'est pas un dossier", "{} is no folder", folder.string())};
    }
    std::unique_ptr<SealedFolder> change(new SealedFolder(real, format));
    if (real == real.root_path()) return in_the_way(real);
    for (const auto& name : {change->container_, change->container_part_, change->container_old_,
                             change->clear_part_, change->clear_whole_, change->opened_}) {
        if (is_there(name)) return in_the_way(name);
    }
    TRY(change->measure());
    TRY(check_file_size(format, change->needs_.size, TRY(file_bytes_max(real))));
    const auto needed = format.bytes_needed(change->needs_.size);
    if (TRY(free_bytes(real)) < needed) {
        return Error{
            ErrorKind::io,
            say("il faut {} Mo libres sur le même disque, le temps de la copie",
                "{} MB must be free on the same disk, while it is copied", needed / 1'000'000)};
    }
    change->number_ = folder_number(real);
    change->password_ = password;
    return std::unique_ptr<Change>(std::move(change));
}

Result<> SealedFolder::measure() {
    for (const auto& entry : TRY(clear_entries())) {
        const auto size = TRY(measure_folder(entry));
        needs_.size.files += size.files;
        needs_.size.folders += size.folders;
        needs_.size.bytes += size.bytes;
        needs_.size.largest_file_bytes =
            std::max(needs_.size.largest_file_bytes, size.largest_file_bytes);
    }
    const auto looks = TRY(looks_of(folder_));
    needs_.owner = looks.st_uid;
    needs_.group = looks.st_gid;
    return {};
}

Result<std::unique_ptr<Change>> SealedFolder::from(const Json& kept) {
    // Journals of earlier versions name no format: there was one.
    const auto* format = &gocryptfs();
    if (kept.contains("format")) {
        format = TRY(container_format_named(TRY(kept_text(kept, "format"))));
    }
    std::unique_ptr<SealedFolder> change(
        new SealedFolder(TRY(from_json_text(TRY(kept_text(kept, "folder")))), *format));
    change->number_ = TRY(kept_number(kept, "number"));
    const auto container = TRY(from_json_text(TRY(kept_text(kept, "container"))));
    if (container != change->container_.string()) {
        return Error{ErrorKind::unreachable,
                     say("branchez d'abord le disque ou la clé qui contient {}",
                         "first plug in the disk or key that holds {}", container)};
    }
    return std::unique_ptr<Change>(std::move(change));
}

Json SealedFolder::keep() const {
    return {{"kind", kind},
            {"folder", as_json_text(folder_.string())},
            {"container", as_json_text(container_.string())},
            {"format", format_->name()},
            {"number", number_}};
}

Sentence SealedFolder::show() const {
    return say(
        "{0} fichiers ({1} Mo) de\n    {2}\nsont copiés dans\n    {3}\nchiffré par {4}, puis "
        "relus un à un ; les originaux en clair sont alors effacés\n",
        "{0} files ({1} MB) of\n    {2}\nare copied into\n    {3}\nencrypted by {4}, then read "
        "again one by one; the clear originals are erased after that\n",
        needs_.size.files, needs_.size.bytes / 1'000'000, folder_.string(), container_.string(),
        format_->name());
}

bool SealedFolder::is_allowed() const {
    if (format_->needs_root() && ::geteuid() != 0) return false;
    return os::may_change(container_) && os::may_change(folder_ / "x");
}

bool SealedFolder::is_ours(const fs::path& name) const {
    return name == container_ || name == container_part_ || name == container_old_ ||
           name == opened_ || name == clear_part_ || name == clear_whole_;
}

// What is to be sealed: the folder itself, or all that lies on the disk.
Result<std::vector<fs::path>> SealedFolder::clear_entries() const {
    if (!is_disk_) return std::vector{folder_};
    auto entries = TRY(entries_of(folder_));
    std::erase_if(entries, [&](const fs::path& entry) {
        const auto name = entry.filename().string();
        return is_ours(entry) || std::ranges::find(of_the_disk, name) != of_the_disk.end();
    });
    return entries;
}

bool SealedFolder::clear_remains() const {
    if (!is_disk_) return folder_number(folder_) == number_;
    const auto entries = clear_entries();
    return entries && !entries->empty();
}

Result<Stands> SealedFolder::look() const {
    if (is_there(container_part_) || is_there(container_old_) || is_there(clear_part_) ||
        is_there(clear_whole_)) {
        return Stands::between;
    }
    const bool sealed = format_->is_container(container_);
    if (sealed && clear_remains()) return Stands::committed;
    // A folder of the same name that somebody made since is not ours to replace.
    if (sealed) return is_disk_ || !is_there(folder_) ? Stands::after : Stands::foreign;
    // Nor is what took the container's name meanwhile.
    return clear_remains() && !is_there(container_) ? Stands::before : Stands::foreign;
}

// The folder that an undo has made is a new one, which look() could not tell from somebody's.
Result<bool> SealedFolder::is_put_back() const {
    const auto stands = TRY(look());
    return stands == Stands::before ||
           (stands == Stands::foreign && !is_disk_ && !is_there(container_) && is_there(folder_));
}

Result<> SealedFolder::apply() {
    TRY(close_left_open(*format_, opened_));
    if (!format_->is_container(container_)) TRY(fill());
    return erase_clear();
}

Result<> SealedFolder::fill() const {
    CHECK(!password_.empty());
    if (is_there(container_)) return in_the_way(container_);
    TRY(remove_whole(container_part_));
    TRY(format_->make(container_part_, password_, needs_));
    auto open = TRY(OpenContainer::open(*format_, container_part_, opened_, password_));
    const auto entries = TRY(clear_entries());
    for (const auto& entry : entries) TRY(copy_whole(entry, open.folder() / entry.filename()));
    TRY(open.close());
    // Read back through a fresh mount: what is compared has been through the disk's own files.
    auto again = TRY(OpenContainer::open(*format_, container_part_, opened_, password_));
    for (const auto& entry : entries) TRY(compare_whole(entry, again.folder() / entry.filename()));
    TRY(again.close());
    ::sync();
    return rename_durably(container_part_, container_);
}

Result<> SealedFolder::erase_clear() const {
    if (!clear_remains()) return {};
    for (const auto& entry : TRY(clear_entries())) TRY(erase_whole(entry));
    return os::sync_folder(is_disk_ ? folder_ : folder_.parent_path());
}

bool SealedFolder::needs_password() const {
    return is_there(container_) && !is_there(container_old_);
}

Result<> SealedFolder::revert() {
    TRY(close_left_open(*format_, opened_));
    if (is_there(container_part_)) return remove_whole(container_part_);  // It never was finished.
    if (is_there(container_old_)) return settle_restored();
    if (!is_there(container_)) return {};
    TRY(restore());
    return settle_restored();
}

Result<> SealedFolder::sweep() { return close_left_open(*format_, opened_); }

Result<> SealedFolder::restore() const {
    if (password_.empty()) {
        return Error{ErrorKind::usage,
                     {"il faut le mot de passe du conteneur chiffré",
                      "the password of the encrypted container is needed"}};
    }
    TRY(remove_whole(clear_part_));
    TRY(remove_whole(clear_whole_));
    auto open = TRY(OpenContainer::open(*format_, container_, opened_, password_));
    TRY(os::make_private_directory(clear_part_));
    for (const auto& entry : TRY(entries_of(open.folder()))) {
        TRY(copy_whole(entry, clear_part_ / entry.filename()));
    }
    TRY(compare_whole(open.folder(), clear_part_));
    TRY(open.close());
    // The container is whole: what the interrupted erasure left of the originals may go.
    TRY(erase_clear());
    TRY(rename_durably(clear_part_, clear_whole_));
    return rename_durably(container_, container_old_);
}

// The clear copy is whole: it gets its place, and the container goes.
Result<> SealedFolder::settle_restored() const {
    if (is_there(clear_whole_)) {
        const auto place = is_disk_ ? folder_ : folder_.parent_path();
        for (const auto& entry : TRY(entries_of(clear_whole_))) {
            TRY(move_whole(entry, place / entry.filename()));
        }
        TRY(remove_whole(clear_whole_));
    }
    return remove_whole(container_old_);
}

}  // namespace primum::fixes
