#include "vault/storage/folder_storage.h"

#include <cerrno>
#include <chrono>

#include "base/byte_reader.h"
#include "base/hex.h"
#include "crypto/random.h"
#include "os/open_file.h"
#include "os/system_error.h"

namespace primum::vault {
namespace {

constexpr std::string_view temporary_suffix = ".tmp";
constexpr auto temporary_age_max = std::chrono::hours(24);
constexpr std::size_t compared_bytes_max = 1_MiB;

Sentence doing(const char* french, const char* english, const std::string& path) {
    return {std::string(french) + " " + path, std::string(english) + " " + path};
}

// The name of an object or of a computer's folder: so many digits in lower case.
template <std::size_t length>
std::optional<std::array<std::byte, length>> parse_name(std::string_view name) {
    if (name.size() != 2 * length) return std::nullopt;
    const auto parsed = array_from_hex<length>(name);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

// A folder of a repository may be a symlink to another disk: a person made it. Objects may not.
std::string followed(const std::string& path) { return path.empty() ? "." : path + "/."; }

// The names in a folder; none when it is not there.
Result<std::vector<std::string>> names_in(const os::Folder& root, const std::string& path) {
    const auto what = doing("lister", "list", path);
    const auto folder = root.folder(followed(path));
    if (folder.refusal() == ENOENT) return std::vector<std::string>();
    if (!folder) return os::system_error(folder.refusal(), what);
    return folder->names().or_error(what);
}

Result<> flush_folder(const os::Folder& root, const std::string& path) {
    const auto what = doing("écrire", "write", path);
    return TRY(root.folder(followed(path)).or_error(what)).flush().or_error(what);
}

}  // namespace

Result<std::unique_ptr<FolderStorage>> FolderStorage::open(const std::filesystem::path& folder) {
    const auto what = doing("ouvrir le dépôt", "open the repository", folder.string());
    auto root = TRY(os::Folder::open(folder).or_error(what));
    return std::unique_ptr<FolderStorage>(new FolderStorage(folder, std::move(root)));
}

Result<> FolderStorage::make_folder(const std::string& path) {
    std::filesystem::path part;
    for (const auto& name : std::filesystem::path(path)) {
        const auto above = part;
        part /= name;
        const auto made = root_.make_folder(part);
        if (made.refusal() == EEXIST) continue;
        TRY(made.or_error(doing("créer le dossier", "create the folder", part)));
        TRY(flush_folder(root_, above));
    }
    return {};
}

// Written under a temporary name, which goes away with this object.
class FolderStorage::Prepared : public PreparedObject {
public:
    Prepared(FolderStorage& storage, const ObjectName& name)
        : storage_(storage),
          name_(name),
          path_(name.path()),
          temporary_(path_ + "." + hex_of(crypto::random_bytes<8>()) +
                     std::string(temporary_suffix)),
          what_(doing("écrire", "write", (storage.folder_ / path_).string())) {}
    ~Prepared() override {
        if (is_temporary_) (void)root().remove_file(temporary_);
    }

    Result<> write(std::span<const BytesView> parts) {
        auto file = root().new_file(temporary_, 0400);
        if (file.refusal() == ENOENT) {
            TRY(storage_.make_folder(name_.folder.path()));
            file = root().new_file(temporary_, 0400);
        }
        file_ = TRY(std::move(file).or_error(what_));
        is_temporary_ = true;
        return os::write_parts(file_, parts).or_error(what_);
    }

    Result<PutOutcome> publish() override {
        TRY(os::flush(file_).or_error(what_));
        TRY(os::close(std::move(file_)).or_error(what_));
        const auto renamed = root().rename_to_new(temporary_, path_);
        if (renamed.refusal() == EEXIST) return compare_existing();
        TRY(renamed.or_error(what_));
        is_temporary_ = false;
        TRY(flush_folder(root(), name_.folder.path()));
        return PutOutcome::stored;
    }

private:
    const os::Folder& root() const { return storage_.root_; }

    Result<PutOutcome> compare_existing() {
        const auto own = TRY(root().file(temporary_).or_error(what_));
        const auto existing = TRY(root().file(path_).or_error(what_));
        Bytes ours(compared_bytes_max);
        Bytes theirs(compared_bytes_max);
        std::uint64_t offset = 0;
        while (true) {
            const auto count = TRY(os::read_at(own, offset, ours).or_error(what_));
            const auto other = TRY(os::read_at(existing, offset, theirs).or_error(what_));
            if (as_text(BytesView(ours).first(count)) != as_text(BytesView(theirs).first(other))) {
                return Error{ErrorKind::corrupt, say("{} existe déjà avec un autre contenu",
                                                     "{} already exists with another content",
                                                     (storage_.folder_ / path_).string())};
            }
            if (count < ours.size()) break;
            offset += count;
        }
        // Its name may be another process's, that has not flushed it yet.
        TRY(flush_folder(root(), name_.folder.path()));
        return PutOutcome::was_there;
    }

    FolderStorage& storage_;
    const ObjectName name_;
    const std::string path_;
    const std::string temporary_;
    const Sentence what_;
    os::Descriptor file_;
    bool is_temporary_ = false;
};

Result<std::unique_ptr<PreparedObject>> FolderStorage::prepare(const ObjectName& name,
                                                               std::span<const BytesView> parts) {
    auto prepared = std::make_unique<Prepared>(*this, name);
    TRY(prepared->write(parts));
    return std::unique_ptr<PreparedObject>(std::move(prepared));
}

Result<std::size_t> FolderStorage::read_some(const ObjectName& name, std::uint64_t offset,
                                             std::span<std::byte> output) {
    const auto path = name.path();
    const auto what = doing("lire", "read", (folder_ / path).string());
    const auto file = TRY(root_.file(path).or_error(what));
    return os::read_at(file, offset, output).or_error(what);
}

Result<> FolderStorage::read(const ObjectName& name, std::uint64_t offset,
                             std::span<std::byte> output) {
    if (TRY(read_some(name, offset, output)) == output.size()) return {};
    return Error{ErrorKind::corrupt,
                 say("{} est plus court qu'il ne devrait", "{} is shorter than it should be",
                     (folder_ / name.path()).string())};
}

Result<Bytes> FolderStorage::get(const ObjectName& name, std::uint64_t size_bytes_max) {
    const auto path = name.path();
    const auto what = doing("lire", "read", (folder_ / path).string());
    const auto status = TRY(root_.status(path).or_error(what));
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > size_bytes_max) {
        return Error{ErrorKind::malformed, join(what, {"il est trop long", "it is too long"})};
    }
    Bytes content(size);
    TRY(read(name, 0, content));
    return content;
}

Result<std::vector<ListedObject>> FolderStorage::list(const ObjectFolder& folder) {
    const auto path = folder.path();
    std::vector<ListedObject> objects;
    for (const auto& name : TRY(names_in(root_, path))) {
        const auto hash = parse_name<sizeof(Hash)>(name);
        if (!hash) continue;
        const auto status = root_.status(ObjectName{folder, *hash}.path());
        if (status.refusal() == ENOENT) continue;  // Removed meanwhile.
        if (!status) return os::system_error(status.refusal(), doing("lister", "list", path));
        if (S_ISREG(status->st_mode)) {
            objects.push_back({*hash, static_cast<std::uint64_t>(status->st_size)});
        }
    }
    return objects;
}

Result<std::vector<Id16>> FolderStorage::list_computers(ObjectKind kind) {
    const auto whole = ObjectFolder{.kind = kind}.path();
    std::vector<Id16> computers;
    for (const auto& name : TRY(names_in(root_, whole.substr(0, whole.find('/'))))) {
        if (const auto id = parse_name<sizeof(Id16)>(name)) computers.push_back(*id);
    }
    return computers;
}

Result<std::optional<std::uint64_t>> FolderStorage::free_bytes() {
    const auto what = doing("mesurer", "measure", folder_.string());
    return std::optional(TRY(root_.free_bytes().or_error(what)));
}

Result<> FolderStorage::remove(const ObjectName& name) {
    const auto path = name.path();
    const auto removed = root_.remove_file(path);
    if (!removed && removed.refusal() != ENOENT) {
        return removed.or_error(doing("enlever", "remove", (folder_ / path).string()));
    }
    return flush_folder(root_, name.folder.path());
}

Result<> FolderStorage::sweep() {
    std::vector<std::string> folders{"."};
    for (const auto kind : {ObjectKind::reader, ObjectKind::computer, ObjectKind::record}) {
        folders.push_back(ObjectFolder{.kind = kind}.path());
    }
    for (const auto kind : {ObjectKind::pack, ObjectKind::index, ObjectKind::snapshot}) {
        for (const auto& computer : TRY(list_computers(kind))) {
            folders.push_back(ObjectFolder{kind, computer}.path());
        }
    }
    for (const auto& path : folders) {
        for (const auto& name : TRY(names_in(root_, path))) {
            if (name.ends_with(temporary_suffix)) remove_if_old(fmt::format("{}/{}", path, name));
        }
    }
    return {};
}

// Nothing is said of what cannot be removed: the next sweep tries again.
void FolderStorage::remove_if_old(const std::string& path) {
    const auto limit =
        std::chrono::system_clock::to_time_t(std::chrono::system_clock::now() - temporary_age_max);
    const auto status = root_.status(path);
    if (status && S_ISREG(status->st_mode) && status->st_mtime < limit) {
        (void)root_.remove_file(path);
    }
}

}  // namespace primum::vault
