// The verbs of primum vault, each in a file of its own.
#pragma once

#include "cli/arguments.h"
#include "cli/exit_code.h"

namespace primum::cli {

Result<ExitCode> run_vault(const Arguments& arguments, const VaultArguments& vault);

Result<ExitCode> run_vault_init(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_backup(const Arguments& arguments, const VaultArguments& vault);
Result<ExitCode> run_vault_list(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_restore(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_check(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_drill(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_forget(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_prune(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_erase(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_key_add(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_key_test(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_key_list(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_key_protect(const VaultArguments& vault, Language language);

}  // namespace primum::cli
