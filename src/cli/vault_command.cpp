#include "cli/vault_commands.h"

namespace primum::cli {

Result<ExitCode> run_vault(const Arguments& arguments, const VaultArguments& vault) {
    using Verb = VaultArguments::Verb;
    switch (vault.verb) {
        case Verb::init:
            return run_vault_init(vault, arguments.language);
        case Verb::backup:
            return run_vault_backup(arguments, vault);
        case Verb::list:
            return run_vault_list(vault, arguments.language);
        case Verb::restore:
            return run_vault_restore(vault, arguments.language);
        case Verb::check:
            return run_vault_check(vault, arguments.language);
        case Verb::drill:
            return run_vault_drill(vault, arguments.language);
        case Verb::forget:
            return run_vault_forget(vault, arguments.language);
        case Verb::prune:
            return run_vault_prune(vault, arguments.language);
        case Verb::erase:
            return run_vault_erase(vault, arguments.language);
        case Verb::key_add:
            return run_vault_key_add(vault, arguments.language);
        case Verb::key_test:
            return run_vault_key_test(vault, arguments.language);
        case Verb::key_list:
            return run_vault_key_list(vault, arguments.language);
        case Verb::key_protect:
            return run_vault_key_protect(vault, arguments.language);
    }
    CHECK(false);
    return ExitCode::usage;
}

}  // namespace primum::cli
