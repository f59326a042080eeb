#include "cli/vault_home.h"

#include <cerrno>

#include "base/hex.h"
#include "cli/places.h"
#include "crypto/random.h"
#include "os/file.h"
#include "os/open_file.h"
#include "os/system_error.h"

namespace primum::cli {
namespace {

constexpr std::size_t key_file_bytes_max = 64_KiB;
constexpr std::size_t state_bytes_max = 16_MiB;

std::string_view as_string(const Bytes& bytes) { return as_text(bytes); }

}  // namespace

Result<VaultHome> VaultHome::of(const vault::Id16& repository) {
    return VaultHome(TRY(home_directory()) / "vault" / hex_of(repository));
}

std::filesystem::path VaultHome::cache_for(const std::vector<std::string>& paths) const {
    crypto::Sha256 hash;
    for (const auto& path : paths) {
        hash.update(as_bytes(path));
        hash.update(as_bytes(std::string_view("\0", 1)));
    }
    const auto name = hash.finish();
    return folder_ / ("cache-" + hex_of(BytesView(name).first(8)));
}

Result<> VaultHome::make() const {
    const auto vaults = folder_.parent_path();
    TRY(os::make_private_directory(vaults.parent_path()));
    TRY(os::make_private_directory(vaults));
    return os::make_private_directory(folder_);
}

Result<std::optional<vault::SealingKey>> VaultHome::sealing_key() const {
    auto file = os::read_text(folder_ / "sealing.key", key_file_bytes_max);
    if (!file && file.error().kind == ErrorKind::not_found) {
        return std::optional<vault::SealingKey>();
    }
    const auto text = TRY(std::move(file));
    return std::optional(TRY(vault::SealingKey::parse(as_bytes(text))));
}

Result<> VaultHome::keep_sealing_key(const vault::SealingKey& key) const {
    TRY(make());
    auto encoded = key.encode();
    auto kept = os::publish(folder_ / "sealing.key", as_string(encoded));
    sodium_memzero(encoded.data(), encoded.size());
    return kept;
}

Result<vault::RepositoryState> VaultHome::state() const {
    auto text = os::read_text(folder_ / "state", state_bytes_max);
    if (!text && text.error().kind == ErrorKind::not_found) return vault::RepositoryState{};
    return vault::read_state(TRY(std::move(text)));
}

Result<> VaultHome::keep_state(const vault::RepositoryState& state) const {
    TRY(make());
    return os::publish(folder_ / "state", vault::write_state(state));
}

Result<crypto::Secret32> VaultHome::cache_key() const {
    const auto path = folder_.parent_path() / "cache.key";
    const auto text = os::read_text(path, key_file_bytes_max);
    if (text) {
        if (const auto bytes = vault::Parser(as_bytes(*text)).array<32>()) {
            return crypto::Secret32(*bytes);
        }
    }
    TRY(make());
    auto key = crypto::random_secret();
    TRY(os::publish(path, as_text(key.view())));
    return key;
}

Result<os::Descriptor> VaultHome::lock() const {
    TRY(make());
    const Sentence doing{"réserver le dépôt", "reserve the repository"};
    auto file = TRY(os::file_to_append(folder_ / "lock").or_error(doing));
    const auto locked = os::try_lock(file);
    if (locked) return file;
    if (locked.refusal() != EWOULDBLOCK) return os::system_error(locked.refusal(), doing);
    return Error{ErrorKind::usage,
                 {"une autre sauvegarde vers ce dépôt est en cours sur cet ordinateur",
                  "another backup to this repository is running on this computer"}};
}

Result<> VaultHome::update_status(const std::function<void(formats::BackupStatus&)>& change) const {
    formats::BackupStatus status;
    if (const auto text =
            os::read_text(folder_ / "status", formats::BackupStatus::size_bytes_max)) {
        // A status that cannot be read is advice that is lost, and is made anew.
        if (auto parsed = formats::parse_backup_status(*text)) status = std::move(*parsed);
    }
    change(status);
    TRY(make());
    return os::publish(folder_ / "status", formats::write_backup_status(status));
}

}  // namespace primum::cli
