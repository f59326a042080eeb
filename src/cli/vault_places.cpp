#include "cli/vault_places.h"

#include "cli/places.h"
#include "cli/vault_passphrase.h"
#include "os/file.h"
#include "paper/words.h"

namespace primum::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t sealing_key_bytes_max = 64UL * 1024;
constexpr std::size_t state_bytes_max = 64UL * 1024 * 1024;  // A line a snapshot.

}  // namespace

Result<VaultHome> VaultHome::of(const vault::Id16& repository) {
    const auto folder = TRY(home_directory()) / "vault" / vault::to_hex(repository);
    TRY(os::make_private_directory(folder));
    return VaultHome(folder);
}

Result<vault::SealingKey> VaultHome::sealing_key() const {
    const auto file = TRY(os::read_text(folder_ / "sealing.key", sealing_key_bytes_max));
    return vault::SealingKey::parse(as_bytes(file))
        .context(say("clé {}", "key {}", (folder_ / "sealing.key").string()));
}

Result<> VaultHome::keep(const vault::SealingKey& key) const {
    return os::publish(folder_ / "sealing.key", as_text(key.encode()));
}

Result<vault::RepositoryState> VaultHome::state() const {
    const auto file = os::read_text(folder_ / "state", state_bytes_max);
    if (!file && file.error().kind == ErrorKind::not_found) return vault::RepositoryState{};
    if (!file) return file.error();
    return vault::read_state(*file).context(
        say("fichier {}", "file {}", (folder_ / "state").string()));
}

Result<> VaultHome::keep(const vault::RepositoryState& state) const {
    return os::publish(folder_ / "state", vault::write_state(state));
}

formats::BackupStatus VaultHome::status() const {
    const auto file = os::read_text(folder_ / "status", formats::BackupStatus::size_bytes_max);
    if (!file) return {};
    const auto status = formats::parse_backup_status(*file);
    return status ? *status : formats::BackupStatus{};
}

Result<> VaultHome::keep(const formats::BackupStatus& status) const {
    return os::publish(folder_ / "status", formats::write_backup_status(status));
}

Result<std::unique_ptr<vault::FolderStorage>> open_storage(const std::string& repository) {
    auto storage = vault::FolderStorage::open(repository);
    if (!storage && storage.error().kind == ErrorKind::not_found) {
        return Error{ErrorKind::usage, say("{} n'est pas là : le disque est-il branché ?",
                                           "{} is not there: is the disk plugged in?", repository)};
    }
    return storage;
}

Result<vault::ReadingKey> read_key_file(const std::string& file) {
    const auto doing = say("clé {}", "key {}", file);
    const auto text = os::read_text(file, paper::typed_text_bytes_max);
    if (!text && text.error().kind == ErrorKind::not_found) {
        return Error{ErrorKind::usage,
                     join(doing, {"ce fichier n'existe pas", "there is no such file"})};
    }
    if (!text) return text.error();
    if (is_sealed_key(*text)) {
        auto seed = TRY(open_sealed_key(*text).context(doing));
        return vault::ReadingKey(std::move(seed));
    }
    crypto::Secret32 seed;
    TRY(paper::read_words(*text, seed.writable()).context(doing));
    return vault::ReadingKey(std::move(seed));
}

}  // namespace primum::cli
