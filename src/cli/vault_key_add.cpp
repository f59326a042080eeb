#include "base/hex.h"
#include "cli/vault_commands.h"
#include "cli/vault_open.h"
#include "cli/vault_paper.h"
#include "cli/vault_words.h"
#include "vault/readers.h"

namespace primum::cli {

Result<ExitCode> run_vault_key_add(const VaultArguments& asked, Language language) {
    if (asked.recoveries.empty()) {
        return Error{
            ErrorKind::usage,
            {"dites par --recovery où écrire la nouvelle clé papier : FICHIER.txt, .html ou .pdf",
             "say with --recovery where to write the new paper key: FILE.txt, .html or .pdf"}};
    }
    for (const auto& file : asked.recoveries) TRY(check_recovery(file));
    const auto vault = TRY(open_vault(asked.repository, asked.key));
    const auto added = vault::ReadingKey::create();
    const auto label = asked.label.empty() ? short_id(crypto::sha256(added.id())) : asked.label;
    const paper::Page page{.secret = added.seed().view(),
                           .computer = host_name(),
                           .repository = hex_of(vault.repository->id()),
                           .reader = label,
                           .made = now()};
    // On paper first: a reader whose key was not kept would be nobody.
    for (const auto& file : asked.recoveries) TRY(write_paper_key(page, file, language));
    TRY(vault::add_reader(*vault.repository, *vault.reading, added, label, now()));
    if (asked.format == "json") {
        print_json({{"id", hex_of(added.id())}, {"label", label}});
    } else {
        print_line(
            say("{} lit maintenant tout ce que vous lisez ; les ordinateurs le sauront à leur "
                "prochaine sauvegarde.",
                "{} now reads all that you read; the computers will know at their next backup.",
                path_text(label)),
            language);
    }
    return ExitCode::fine;
}

}  // namespace primum::cli
