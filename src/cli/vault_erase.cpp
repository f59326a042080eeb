#include "vault/erase.h"

#include <filesystem>

#include "cli/vault_commands.h"
#include "cli/vault_open.h"
#include "cli/vault_words.h"
#include "vault/prune.h"

namespace primum::cli {

Result<ExitCode> run_vault_erase(const VaultArguments& asked, Language language) {
    auto vault = TRY(open_vault(asked.repository, asked.key));
    vault::EraseRequest request{.paths = {}, .scratch = scratch_folder(vault), .now = now()};
    for (const auto& path : asked.paths) request.paths.push_back(path_in_snapshot(path));
    const auto erased =
        TRY(vault::erase(*vault.repository, *vault.storage, *vault.reading, request));
    for (const auto& fault : vault.repository->faults()) print_note(fault.what, language);
    if (erased.files > 0) {
        // Whatever is dead goes: the point is that the bytes are gone, not the space.
        const vault::PruneOptions options{.scratch = request.scratch,
                                          .dead_percent_min = 0,
                                          .at_once = asked.at_once,
                                          .now = request.now};
        const auto plan = TRY(vault::plan_prune(*vault.repository, *vault.reading, options));
        TRY(vault::carry_out(plan, *vault.repository, *vault.storage, *vault.reading, options));
    }
    remember_seen(vault, TRY(vault.repository->snapshots()), language);
    if (asked.format == "json") {
        print_json({{"files", erased.files},
                    {"snapshots", erased.snapshots},
                    {"removed", erased.files == 0 || asked.at_once}});
    } else {
        print_line(say("{} fichiers retirés de {} sauvegardes.",
                       "{} files taken out of {} backups.", erased.files, erased.snapshots),
                   language);
    }
    if (erased.files == 0) {
        print_note({"aucune sauvegarde ne contient ces chemins", "no backup holds these paths"},
                   language);
        return ExitCode::incomplete;
    }
    if (!asked.at_once) {
        print_note({"Leur contenu chiffré quitte le disque au prochain « prune », dans un jour. "
                    "Effacez-les aussi de l'ordinateur, "
                    "sinon la prochaine sauvegarde les reprend.",
                    "Their encrypted content leaves the disk at the next \"prune\", in a day. "
                    "Erase them from the computer too, or "
                    "the next backup takes them again."},
                   language);
    }
    return ExitCode::fine;
}

}  // namespace primum::cli
