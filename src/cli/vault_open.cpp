#include "cli/vault_open.h"

#include <malloc.h>
#include <sys/resource.h>
#include <sys/utsname.h>

#include <cstdio>

#include "cli/passphrase.h"
#include "os/file.h"
#include "paper/words.h"
#include "vault/key_file.h"

namespace primum::cli {
namespace {

Error no_repository(const std::string& path) {
    return {ErrorKind::usage, say("il n'y a pas de dossier {} : le disque est-il branché ?",
                                  "there is no folder {}: is the disk plugged in?", path)};
}

}  // namespace

std::string host_name() {
    utsname names{};
    return ::uname(&names) == 0 ? names.nodename : "";
}

Result<vault::ReadingKey> read_key_file(const std::string& file) {
    auto text = os::read_text(file, paper::typed_text_bytes_max);
    if (!text && text.error().kind == ErrorKind::not_found) {
        return Error{ErrorKind::usage, say("le fichier de clé {} n'existe pas",
                                           "the key file {} does not exist", file)};
    }
    auto content = TRY(std::move(text));
    auto key = [&]() -> Result<vault::ReadingKey> {
        if (vault::is_key_file(content)) {
            const auto passphrase = TRY(ask_passphrase());
            return vault::ReadingKey(TRY(vault::open_key_file(content, passphrase)));
        }
        crypto::Secret32 seed;
        TRY(paper::read_words(content, seed.writable())
                .context(say("la clé dans {}", "the key in {}", file)));
        return vault::ReadingKey(std::move(seed));
    }();
    sodium_memzero(content.data(), content.size());
    return key;
}

namespace {

// A walk holds one file open for each folder on its way down: as many as the system lets us.
void allow_many_open_files() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

// Large buffers come from the system and go back to it at once, and threads share what is left:
// memory stays what the work needs (V9).
void keep_memory_small() {
    constexpr int large_bytes_min = 256 * 1024;
    ::mallopt(M_MMAP_THRESHOLD, large_bytes_min);
    ::mallopt(M_ARENA_MAX, 1);
}

}  // namespace

Result<OpenVault> open_vault(const std::string& repository, const std::string& key_file) {
    allow_many_open_files();
    keep_memory_small();
    OpenVault vault;
    if (!key_file.empty()) vault.reading = TRY(read_key_file(key_file));
    auto storage = vault::FolderStorage::open(repository);
    if (!storage && storage.error().kind == ErrorKind::not_found) return no_repository(repository);
    vault.storage = TRY(std::move(storage));
    vault.path = std::filesystem::absolute(repository).lexically_normal();
    if (vault.reading) {
        vault.repository = TRY(vault::Repository::open(*vault.storage, *vault.reading));
    } else {
        vault.repository = TRY(vault::Repository::open(*vault.storage, {}));
    }
    vault.home = TRY(VaultHome::of(vault.repository->id()));
    vault.state = TRY(vault.home->state());
    vault.sealing = TRY(vault.home->sealing_key());
    if (vault.sealing && !vault.reading) {
        // A second time, now that it is known whom this computer trusts.
        std::vector<vault::ReaderPublic> trusted;
        for (const auto& known : vault.sealing->readers()) trusted.push_back(known.reader);
        vault.repository = TRY(vault::Repository::open(*vault.storage, trusted));
    }
    return vault;
}

std::filesystem::path scratch_folder(const OpenVault& vault) {
    std::error_code failure;
    if (std::filesystem::is_directory(vault.home->folder(), failure)) return vault.home->folder();
    return std::filesystem::temp_directory_path();
}

void remember_seen(OpenVault& vault, std::span<const vault::KnownSnapshot> snapshots,
                   Language language) {
    vault::remember(vault.state, *vault.repository, snapshots);
    const auto kept = vault.home->keep_state(vault.state);
    if (kept) return;
    std::fprintf(stderr, "primum : %s\n", kept.error().message.in(language).c_str());
}

}  // namespace primum::cli
