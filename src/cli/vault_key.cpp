#include <cstdio>

#include <nlohmann/json.hpp>

#include "cli/vault_commands.h"
#include "cli/vault_paper.h"
#include "cli/vault_passphrase.h"
#include "os/file.h"
#include "vault/readers.h"

namespace primum::cli {
namespace {

std::string label_of(const vault::KnownReader& reader) {
    const auto id = vault::to_hex(reader.named.reader.id()).substr(0, 8);
    return reader.named.label.empty() ? id : reader.named.label;
}

}  // namespace

Result<ExitCode> run_vault_key_add(const VaultArguments& vault, Language language) {
    if (vault.recovery.empty() == vault.sealed.empty()) {
        return Error{ErrorKind::usage,
                     {"dites où va la nouvelle clé : --recovery FICHIER.pdf, ou --sealed FICHIER",
                      "say where the new key goes: --recovery FILE.pdf, or --sealed FILE"}};
    }
    if (!vault.recovery.empty()) TRY(check_recovery_file(vault.recovery));
    const auto storage = TRY(open_storage(vault.repository));
    auto adder = TRY(read_key_file(vault.key));
    const auto repository = TRY(vault::Repository::open(*storage, adder));
    const auto added = vault::ReadingKey::create();
    const auto label = vault.label.empty() ? vault::to_hex(added.id()).substr(0, 8) : vault.label;
    if (vault.sealed.empty()) {
        TRY(write_paper_key(
            {.key = added, .computer = host_name(), .repository = repository.id(), .reader = label},
            vault.recovery, language));
    } else {
        TRY(os::publish(vault.sealed, TRY(seal_key(added.seed()))));
    }
    TRY(vault::add_reader(repository, adder, added, label, now()));
    say_to_person(
        say("{} lit maintenant tout ce que vous lisez. Les ordinateurs le sauront à leur prochaine "
            "sauvegarde.",
            "{} now reads all that you read. The computers will know at their next backup.", label),
        language);
    return ExitCode::fine;
}

Result<ExitCode> run_vault_key_list(const VaultArguments& vault, Language language) {
    const auto storage = TRY(open_storage(vault.repository));
    const auto repository =
        TRY(vault::Repository::open(*storage, std::span<const vault::ReaderPublic>{}));
    say_faults(repository, language);
    if (vault.format == "json") {
        nlohmann::ordered_json shown{{"repository", vault::to_hex(repository.id())},
                                     {"readers", nlohmann::json::array()},
                                     {"computers", nlohmann::json::array()}};
        for (const auto& reader : repository.readers()) {
            shown["readers"].push_back(
                {{"id", vault::to_hex(reader.named.reader.id())}, {"label", label_of(reader)}});
        }
        for (const auto& computer : repository.computers()) {
            shown["computers"].push_back({{"id", vault::to_hex(computer.certificate.computer())},
                                          {"host", computer.certificate.host}});
        }
        std::printf("%s\n", shown.dump(2).c_str());
        return ExitCode::fine;
    }
    const auto heading = [&](const Sentence& sentence) {
        std::printf("%s\n", sentence.in(language).c_str());
    };
    heading({"Lecteurs :", "Readers:"});
    for (const auto& reader : repository.readers()) {
        std::printf("  %s  %s\n", vault::to_hex(reader.named.reader.id()).substr(0, 8).c_str(),
                    label_of(reader).c_str());
    }
    heading({"Ordinateurs qui sauvegardent :", "Computers that back up:"});
    for (const auto& computer : repository.computers()) {
        std::printf("  %s  %s\n",
                    vault::to_hex(computer.certificate.computer()).substr(0, 8).c_str(),
                    computer.certificate.host.c_str());
    }
    return ExitCode::fine;
}

Result<ExitCode> run_vault_key_test(const VaultArguments& vault, Language language) {
    const auto storage = TRY(open_storage(vault.repository));
    auto key = TRY(read_key_file(vault.key));
    auto repository = TRY(vault::Repository::open(*storage, key));
    // Not only known to the repository: what was sealed opens.
    for (const auto& computer : repository.computers())
        TRY(vault::open_certificate(computer.certificate, key));
    const auto snapshots = TRY(repository.snapshots());
    if (!snapshots.empty()) TRY(TRY(repository.load(snapshots.back())).open(key));
    say_faults(repository, language);
    if (vault.format == "json") {
        const nlohmann::ordered_json shown{{"opens", true},
                                           {"repository", vault::to_hex(repository.id())},
                                           {"reader", vault::to_hex(key.id())},
                                           {"snapshots", snapshots.size()}};
        std::printf("%s\n", shown.dump(2).c_str());
        return ExitCode::fine;
    }
    std::printf("%s\n", say("Cette clé ouvre le dépôt {} et ses {} sauvegardes.",
                            "This key opens the repository {} and its {} backups.",
                            vault::to_hex(repository.id()).substr(0, 8), snapshots.size())
                            .in(language)
                            .c_str());
    return ExitCode::fine;
}

}  // namespace primum::cli
