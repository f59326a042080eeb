#include <filesystem>

#include "base/hex.h"
#include "cli/vault_commands.h"
#include "cli/vault_open.h"
#include "cli/vault_paper.h"
#include "cli/vault_words.h"
#include "crypto/random.h"
#include "os/file.h"

namespace primum::cli {
namespace {

namespace fs = std::filesystem;

// cle.txt for the first reader, cle-2.txt for the second.
fs::path recovery_file(const fs::path& wanted, std::size_t reader) {
    if (reader == 0) return wanted;
    auto path = wanted;
    return path.replace_filename(wanted.stem().string() + "-" + std::to_string(reader + 1) +
                                 wanted.extension().string());
}

struct NewKeys {
    std::vector<vault::ReadingKey> keys;
    vault::RepositoryConfig config;
};

NewKeys make_keys(unsigned readers, Language language) {
    NewKeys made;
    made.config.repository = crypto::random_bytes<16>();
    made.config.created = now();
    for (unsigned i = 1; i <= readers; ++i) {
        made.keys.push_back(vault::ReadingKey::create());
        const auto label = say("lecture {}", "reader {}", i);
        made.config.readers.push_back({made.keys.back().public_part(), label.in(language)});
    }
    return made;
}

Result<> write_paper_keys(const NewKeys& made, const VaultArguments& vault, Language language) {
    for (std::size_t i = 0; i < made.keys.size(); ++i) {
        const paper::Page page{.secret = made.keys[i].seed().view(),
                               .computer = host_name(),
                               .repository = hex_of(made.config.repository),
                               .reader = made.config.readers[i].label,
                               .made = made.config.created};
        for (const auto& recovery : vault.recoveries) {
            TRY(write_paper_key(page, recovery_file(recovery, i), language));
        }
        if (vault.recoveries.empty()) {
            auto text = paper::as_text(page, language);
            std::fputs(text.c_str(), stdout);
            sodium_memzero(text.data(), text.size());
        }
    }
    return {};
}

// A further computer for a repository that exists.
Result<ExitCode> join(const VaultArguments& vault, Language language) {
    auto opened = TRY(open_vault(vault.repository, vault.key));
    if (opened.sealing) {
        return Error{ErrorKind::usage,
                     {"cet ordinateur sauvegarde déjà vers ce dépôt",
                      "this computer backs up to this repository already"}};
    }
    const auto key =
        TRY(vault::join_repository(*opened.repository, *opened.reading, host_name(), now()));
    TRY(opened.home->keep_sealing_key(key));
    if (vault.format == "json") {
        print_json({{"repository", hex_of(key.repository())},
                    {"computer", hex_of(key.computer_id())},
                    {"recovery", nlohmann::ordered_json::array()}});
    } else {
        print_line({"Cet ordinateur peut maintenant sauvegarder vers ce dépôt.",
                    "This computer can now back up to this repository."},
                   language);
    }
    return ExitCode::fine;
}

void say_what_to_do(const VaultArguments& vault, Language language) {
    print_line(
        say("Le dépôt est prêt dans {}.", "The repository is ready in {}.", vault.repository),
        language);
    if (!vault.recoveries.empty()) {
        print_line(say("La clé papier est dans {}. Imprimez-la, rangez-la hors du cabinet, puis "
                       "effacez ce fichier :",
                       "The paper key is in {}. Print it, keep it outside of the practice, then "
                       "erase this file:",
                       vault.recoveries.front()),
                   language);
    }
    print_line({"sans elle, personne ne pourra rien restaurer, pas même cet ordinateur.",
                "without it nobody can restore anything, not even this computer."},
               language);
}

}  // namespace

Result<ExitCode> run_vault_init(const VaultArguments& vault, Language language) {
    if (!vault.key.empty()) return join(vault, language);
    for (const auto& recovery : vault.recoveries) {
        for (std::size_t i = 0; i < vault.readers; ++i)
            TRY(check_recovery(recovery_file(recovery, i)));
    }
    if (vault.recoveries.empty() && vault.format == "json") {
        return Error{ErrorKind::usage,
                     {"dites par --recovery où écrire la clé papier",
                      "say with --recovery where to write the paper key"}};
    }
    std::error_code failure;
    if (fs::exists(fs::path(vault.repository) / "config", failure)) {
        return Error{ErrorKind::usage,
                     say("il y a déjà un dépôt dans {}", "there is already a repository in {}",
                         vault.repository)};
    }
    TRY(os::make_private_directory(vault.repository));
    const auto storage = TRY(vault::FolderStorage::open(vault.repository));
    const auto made = make_keys(vault.readers, language);
    // Nothing is lost at any point: first what people need, then this computer's key, and only then
    // the repository itself.
    TRY(write_paper_keys(made, vault, language));
    const auto key = vault::make_sealing_key(made.config.repository, made.keys);
    const auto home = TRY(VaultHome::of(made.config.repository));
    TRY(home.keep_sealing_key(key));
    TRY(vault::create_repository(*storage, {made.config, made.keys, key, host_name(), now()}));
    if (vault.format == "json") {
        print_json({{"repository", hex_of(made.config.repository)},
                    {"computer", hex_of(key.computer_id())},
                    {"recovery", vault.recoveries}});
    } else {
        say_what_to_do(vault, language);
    }
    return ExitCode::fine;
}

}  // namespace primum::cli
