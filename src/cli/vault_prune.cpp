#include "vault/prune.h"

#include "cli/vault_commands.h"
#include "cli/vault_open.h"
#include "cli/vault_words.h"

namespace primum::cli {
namespace {

void show(const vault::PrunePlan& plan, const VaultArguments& asked, Language language) {
    if (asked.format == "json") {
        print_json({{"dry_run", asked.dry_run},
                    {"packs", plan.packs},
                    {"bytes", plan.size_bytes},
                    {"freed_bytes", plan.freed_bytes + (asked.at_once ? plan.condemned_bytes : 0)},
                    {"condemned_bytes", asked.at_once ? 0 : plan.condemned_bytes}});
        return;
    }
    const auto freed = plan.freed_bytes + (asked.at_once ? plan.condemned_bytes : 0);
    print_line(asked.dry_run
                   ? say("{} seraient rendus, sur {}.", "{} would be freed, of {}.",
                         size_text(freed, language), size_text(plan.size_bytes, language))
                   : say("{} rendus, sur {}.", "{} freed, of {}.", size_text(freed, language),
                         size_text(plan.size_bytes, language)),
               language);
    if (plan.condemned_bytes > 0 && !asked.at_once) {
        print_line(say("{} de plus le seront par « prune » dans un jour : une sauvegarde en cours "
                       "peut en avoir besoin.",
                       "{} more will be by \"prune\" in a day: a running backup may need them.",
                       size_text(plan.condemned_bytes, language)),
                   language);
    }
}

}  // namespace

Result<ExitCode> run_vault_prune(const VaultArguments& asked, Language language) {
    auto vault = TRY(open_vault(asked.repository, asked.key));
    const vault::PruneOptions options{
        .scratch = scratch_folder(vault), .at_once = asked.at_once, .now = now()};
    const auto plan = TRY(vault::plan_prune(*vault.repository, *vault.reading, options));
    for (const auto& fault : vault.repository->faults()) print_note(fault.what, language);
    if (!asked.dry_run) {
        TRY(vault::carry_out(plan, *vault.repository, *vault.storage, *vault.reading, options));
        remember_seen(vault, TRY(vault.repository->snapshots()), language);
    }
    show(plan, asked, language);
    return ExitCode::fine;
}

}  // namespace primum::cli
