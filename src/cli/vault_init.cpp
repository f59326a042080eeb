#include "cli/vault_commands.h"

#include <unistd.h>

#include "cli/vault_paper.h"
#include "crypto/random.h"

namespace primum::cli {
namespace {

namespace fs = std::filesystem;

// What a new repository is made in: an empty folder, made when it is not there.
Result<> prepare_folder(const std::string& folder) {
    std::error_code error;
    if (fs::exists(fs::path(folder) / "config", error)) {
        return Error{ErrorKind::usage, say("{} est déjà un dépôt ; pour y ajouter cet ordinateur, "
                                           "donnez une clé de lecture par --key",
                                           "{} is a repository already; to add this computer to "
                                           "it, give a reading key by --key",
                                           folder)};
    }
    fs::create_directories(folder, error);
    if (error)
        return Error{ErrorKind::io, say("faire le dossier {} : {}", "make the folder {}: {}",
                                        folder, error.message())};
    if (!fs::is_empty(folder, error) || error) {
        return Error{ErrorKind::usage, say("{} n'est pas vide : choisissez un dossier à part",
                                           "{} is not empty: choose a folder of its own", folder)};
    }
    return {};
}

Result<std::vector<vault::ReadingKey>> make_readers(const VaultArguments& vault,
                                                    const vault::RepositoryConfig& config,
                                                    const std::string& host, Language language) {
    std::vector<vault::ReadingKey> readers;
    for (unsigned number = 1; number <= vault.readers; ++number) {
        auto reader = vault::ReadingKey::create();
        // On paper first: a repository whose key was not kept would be worse than none.
        TRY(write_paper_key({.key = reader,
                             .computer = host,
                             .repository = config.repository,
                             .reader = fmt::format("{}/{}", number, vault.readers)},
                            recovery_file_of(vault.recovery, number), language));
        readers.push_back(std::move(reader));
    }
    return readers;
}

Result<ExitCode> join(const VaultArguments& vault, Language language) {
    const auto storage = TRY(open_storage(vault.repository));
    auto key = TRY(read_key_file(vault.key));
    auto repository = TRY(vault::Repository::open(*storage, key));
    const auto home = TRY(VaultHome::of(repository.id()));
    if (home.sealing_key()) {
        return Error{ErrorKind::usage,
                     {"cet ordinateur sauvegarde déjà dans ce dépôt",
                      "this computer backs up to this repository already"}};
    }
    TRY(home.keep(TRY(vault::join_repository(repository, key, host_name(), now()))));
    say_to_person({"Cet ordinateur peut maintenant sauvegarder dans ce dépôt.",
                   "This computer can now back up to this repository."},
                  language);
    return ExitCode::fine;
}

}  // namespace

std::string host_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "?";
    return name.data();
}

Result<ExitCode> run_vault_init(const VaultArguments& vault, Language language) {
    if (!vault.key.empty()) return join(vault, language);
    for (unsigned number = 1; number <= vault.readers && !vault.recovery.empty(); ++number) {
        TRY(check_recovery_file(recovery_file_of(vault.recovery, number)));
    }
    TRY(prepare_folder(vault.repository));
    const auto storage = TRY(open_storage(vault.repository));
    const auto host = host_name();
    vault::RepositoryConfig config{
        .repository = crypto::random_bytes<sizeof(vault::Id16)>(), .created = now(), .readers = {}};
    const auto readers = TRY(make_readers(vault, config, host, language));
    for (unsigned number = 1; number <= vault.readers; ++number) {
        config.readers.push_back({.reader = readers[number - 1].public_part(),
                                  .label = fmt::format("{}/{}", number, vault.readers)});
    }
    const auto home = TRY(VaultHome::of(config.repository));
    TRY(home.keep(TRY(vault::create_repository(
        *storage, {.config = config, .readers = readers, .host = host, .now = now()}))));
    say_to_person(say("Dépôt {} prêt. Imprimez la clé papier, essayez-la (primum vault key test), "
                      "rangez-la loin d'ici, puis "
                      "supprimez son fichier.",
                      "Repository {} ready. Print the paper key, try it (primum vault key test), "
                      "keep it far from here, then "
                      "delete its file.",
                      vault::to_hex(config.repository).substr(0, 8)),
                  language);
    return ExitCode::fine;
}

}  // namespace primum::cli
